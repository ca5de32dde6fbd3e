import { join } from 'node:path';
import { type TrainParams, forestOptionsSchema, trainParamsSchema } from '../../../shared/contract/jobs/train.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { EngineContext } from '../context.ts';
import { planFeatures } from '../features/plan.ts';
import type { JobDefinition, WorkUnit } from '../jobs/definition.ts';
import { describeTreeProcessors } from '../onnx/processors.ts';
import { FURROW_VERSION } from '../version.ts';
import { finishForestTask, growTreesTask } from './forest/tasks.rpc.ts';

/** Parts of a forest, whatever the number of workers: sums over parts must not depend on the machine. */
const PARTS = 8;
const SMALLEST_PART = 10;
/** Measured: growing took 2.2 s for 300 trees on 3000 rows × 128 columns. */
const SECONDS_PER_STEP = 2e-8;
const FINISH = 'model';

/** Trains a classifier on a sample set and registers it: `models/<id>/model.onnx`, `card.json`, `report.json`. */
export const trainJob: JobDefinition<TrainParams> = {
  kind: 'train',
  params: trainParamsSchema,

  output(engine, params) {
    if (params.id !== null && engine.catalog.model.find(params.id)) throw appError('RECORD_EXISTS', { kind: 'model', id: params.id });
    const id = params.id ?? engine.catalog.model.freeId(`${params.samples}-${params.family}`);
    return { id, folder: `models/${id}` };
  },

  plan(engine, params, place) {
    const samples = engine.catalog.samples.get(params.samples);
    const { scheme } = engine.catalog.scheme.get(samples.schemeId);
    const layout = { bands: samples.bands.map((band) => band.band), periods: samples.periods };
    const training = {
      samples: engine.workspace.absolute(samples.path),
      features: [...planFeatures(layout, params.features).columns],
      classes: classesOf(samples, scheme),
      options: forestOptionsSchema.parse(params),
    };
    const parts = partsOf(params.trees).map(({ first, count }) => ({
      key: `trees ${first + 1}–${first + count}`,
      task: growTreesTask.name,
      input: { training, first, count, part: part(engine, place.workFolder, first) },
    }));
    const finish = {
      training,
      parts: parts.map((unit) => unit.input.part),
      folder: engine.workspace.absolute(place.outputFolder),
      name: params.title ?? 'Furrow forest',
      bands: samples.bands,
      periodDates: samples.periods,
      scheme,
      split: typeof samples.settings['split'] === 'string' ? samples.settings['split'] : 'the test rows of the sample set',
      provenance: { samples: samples.id, sources: samples.sources, furrow: FURROW_VERSION },
    };
    const steps = samples.rows * Math.sqrt(training.features.length) * Math.log2(samples.rows + 2) * params.trees;
    const matrixBytes = samples.rows * training.features.length * 4;
    return Promise.resolve({
      title: `Train a forest of ${params.trees} trees on ${samples.title}`,
      stages: [
        { name: 'Grow trees', unit: 'parts of the forest', units: parts satisfies WorkUnit[], weight: 0.85, mayFail: false },
        { name: 'Test and write', unit: 'models', units: [{ key: FINISH, task: finishForestTask.name, input: finish }], weight: 0.15, mayFail: false },
      ],
      inputs: [samples.path],
      estimate: {
        seconds: Math.ceil((steps * SECONDS_PER_STEP) / engine.settings.workers + 2),
        diskBytes: params.trees * samples.rows * 30,
        memoryMB: Math.ceil(200 + (matrixBytes * 3) / 1e6),
        readBytes: samples.rows * samples.bands.length * samples.periods.length * 2,
        processor: 'CPU',
        workers: engine.settings.workers,
      },
      seed: params.seed,
      carry: { samples: samples.id, title: params.title ?? `Forest of ${params.trees} trees on ${samples.title}`, simulated: samples.simulated },
    });
  },

  async finish(engine, job, plan, place, results) {
    const { card } = finishForestTask.output.parse(results.get(FINISH));
    const folder = place.outputFolder;
    return {
      record: {
        kind: 'model',
        id: place.outputId,
        title: String(plan.carry['title']),
        createdAt: engine.now().toISOString(),
        simulated: plan.carry['simulated'] === true,
        warnings: [],
        folder,
        family: card.family,
        card,
        sampleSetId: String(plan.carry['samples']),
        runId: place.runId,
      },
      outputs: ['model.onnx', 'card.json', 'report.json'].map((name) => `${folder}/${name}`),
      result: { id: place.outputId, metrics: card.metrics, classes: card.classes, features: card.features.length, paths: { model: `${folder}/model.onnx`, card: `${folder}/card.json`, report: `${folder}/report.json` } },
      processors: await describeTreeProcessors(engine.pool),
    };
  },
};

/** Codes of the classes that have samples, in the scheme's order. */
function classesOf(samples: SampleSet, scheme: ClassScheme): string[] {
  if (samples.rows === 0) throw appError('SAMPLES_NONE', { why: `the sample set “${samples.id}” is empty`, remedy: 'Draw or import samples again.' });
  const counts = new Map(Object.entries(samples.byClass).filter(([, count]) => count > 0));
  const classes = scheme.classes.map((cropClass) => cropClass.code).filter((code) => counts.has(code));
  const foreign = [...counts.keys()].find((code) => !classes.includes(code));
  if (foreign !== undefined) throw appError('SCHEME_INVALID', { scheme: scheme.id, problem: `it has no class “${foreign}”, which samples of “${samples.id}” have` });
  if (classes.length < 2) throw appError('CLASSES_TOO_FEW', { count: classes.length });
  for (const [className, count] of counts) if (count < 2) throw appError('CLASS_TOO_SMALL', { className, count, needed: 2 });
  return classes;
}

function partsOf(trees: number): { first: number; count: number }[] {
  const size = Math.max(SMALLEST_PART, Math.ceil(trees / PARTS));
  return Array.from({ length: Math.ceil(trees / size) }, (_, i) => ({ first: i * size, count: Math.min(size, trees - i * size) }));
}

function part(engine: EngineContext, workFolder: string, first: number): string {
  return join(engine.workspace.absolute(workFolder), `trees-${String(first).padStart(4, '0')}.part`);
}
