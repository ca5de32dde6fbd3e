import { z } from 'zod';
import type { SimulateParams } from '../../../shared/contract/jobs/simulate.ts';
import { simulateParamsSchema } from '../../../shared/contract/jobs/simulate.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobOutcome, JobPlan, JobPlace, UnitResults } from '../jobs/definition.ts';
import { GROUND_FILES, simulateGroundTask } from './ground.rpc.ts';
import { simulateSceneTask } from './scene.rpc.ts';

/** Measured on one core of a laptop for 512 × 512 pixels: rendering and lossless JPEG 2000. */
const SECONDS_PER_SCENE = 1.1;
const BYTES_PER_PIXEL = 12;

const writtenSchema = z.object({ files: z.array(z.string()), safe: z.string().optional() });

/**
 * Writes the simulated landscape: Sentinel-2 L2A products in SAFE form, parcels, a land cover map and the truth.
 * Registers nothing: `importPaths` takes the folder as it takes real data.
 */
export const simulateJob: JobDefinition<SimulateParams> = {
  kind: 'simulate',
  params: simulateParamsSchema,
  record: null,
  output: (_engine, params) => ({ id: 'simulated', folder: params.folder }),
  plan: (engine, params, place) => Promise.resolve(planOf(engine, params, place.outputFolder)),
  finish: (_engine, _job, plan, place, results) => Promise.resolve(outcomeOf(plan, place, results)),
};

function planOf(engine: EngineContext, params: SimulateParams, outputFolder: string): JobPlan {
  const { seed, year, sizePx, dates } = params;
  const key = { seed, year, sizePx, dates };
  const folder = engine.workspace.absolute(outputFolder);
  const scenes = Array.from({ length: dates }, (_, index) => ({ key: `scene-${String(index).padStart(3, '0')}`, task: simulateSceneTask.name, input: { key, index, folder } }));
  const pixels = sizePx * sizePx;
  return {
    title: `Simulated landscape, season ${year}`,
    stages: [
      { name: 'ground', unit: 'layers', weight: 1, mayFail: false, units: [{ key: 'ground', task: simulateGroundTask.name, input: { key, folder } }] },
      { name: 'scenes', unit: 'scenes', weight: 19, mayFail: false, units: scenes },
    ],
    inputs: [],
    estimate: {
      seconds: (dates * SECONDS_PER_SCENE * pixels) / 512 ** 2 / Math.max(1, engine.settings.workers),
      diskBytes: dates * pixels * BYTES_PER_PIXEL,
      memoryMB: 350,
      readBytes: 0,
      processor: 'CPU',
      workers: engine.settings.workers,
    },
    seed,
    carry: {},
  };
}

function outcomeOf(plan: JobPlan, { outputFolder }: JobPlace, results: UnitResults): JobOutcome {
  const at = (name: string): string => `${outputFolder}/${name}`;
  const written = plan.stages.flatMap((stage) => stage.units).map(({ key }) => writtenSchema.parse(results.get(key)));
  const outputs = written.flatMap(({ files }) => files).map(at);
  return {
    record: null,
    outputs,
    result: {
      simulated: true,
      folder: outputFolder,
      scenes: written.flatMap(({ safe }) => (safe === undefined ? [] : [at(safe)])),
      parcels: at(GROUND_FILES.parcels),
      landCover: at(GROUND_FILES.landCover),
      truth: at(GROUND_FILES.truth),
    },
  };
}
