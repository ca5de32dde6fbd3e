import type { ClassifyParams } from '../../../shared/contract/jobs/classify.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import { classifyJob } from '../classify/classify-job.ts';
import { MAP_FILES } from '../classify/map-files.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobPlace, JobStage } from '../jobs/definition.ts';
import { parcelProductTask } from './parcel-product.rpc.ts';
import { ZoneCounts } from './zone-counts.ts';

/** File of the parcel product, beside the map. */
const PARCELS_FILE = 'parcels.gpkg';
const UNIT = 'parcels';
/** Measured on one busy core: per parcel, and per pixel of the map. */
const SECONDS_PER_PARCEL = 2e-4;
const SECONDS_PER_PIXEL = 5e-9;

/**
 * The job `classify` with a stage more where parcels are given: per parcel its crop, runner-up, share of each class,
 * confidence and area, beside what was declared, in `maps/<id>/parcels.gpkg`.
 */
export const classifyAndMeasureJob: JobDefinition<ClassifyParams> = {
  ...classifyJob,

  async plan(engine, params, place) {
    // The parcels first: a wrong id should not wait for the model's checksum.
    const parcels = params.parcels === null ? null : engine.catalog.parcels.get(params.parcels);
    const plan = await classifyJob.plan(engine, params, place);
    if (parcels === null) return plan;
    const stage = measureStage(engine, params, place, { simulated: plan.carry['simulated'] === true || parcels.simulated, parents: plan.carry['parents'] as string[] });
    const pixels = plan.estimate.readBytes / 2;
    return {
      ...plan,
      stages: [...plan.stages, stage],
      inputs: [...plan.inputs, parcels.path],
      estimate: {
        ...plan.estimate,
        seconds: Math.ceil(plan.estimate.seconds + parcels.count * SECONDS_PER_PARCEL + pixels * SECONDS_PER_PIXEL),
        diskBytes: plan.estimate.diskBytes + parcels.count * 1000,
        memoryMB: Math.max(plan.estimate.memoryMB, Math.ceil(200 + ZoneCounts.bytes(parcels.count, engine.catalog.model.get(params.model).card.classes.length) / 1e6)),
      },
      carry: { ...plan.carry, parcels: parcels.id, simulated: plan.carry['simulated'] === true || parcels.simulated },
    };
  },

  async finish(engine, job, plan, place, results) {
    const outcome = await classifyJob.finish(engine, job, plan, place, results);
    const parcels = plan.carry['parcels'];
    if (typeof parcels !== 'string' || outcome.record?.kind !== 'map') return outcome;
    const { seconds, summary } = parcelProductTask.output.parse(results.get(UNIT));
    const path = `${place.outputFolder}/${PARCELS_FILE}`;
    const record: CropMap = { ...outcome.record, parcelsId: parcels, paths: { ...outcome.record.paths, parcels: path } };
    return {
      ...outcome,
      record,
      outputs: [...outcome.outputs, path],
      result: { ...outcome.result, paths: record.paths, parcels: { id: parcels, path, ...summary }, secondsPerStage: { ...(outcome.result['secondsPerStage'] as object), parcels: seconds } },
    };
  },
};

function measureStage(engine: EngineContext, params: ClassifyParams, place: JobPlace, { simulated, parents }: { readonly simulated: boolean; readonly parents: readonly string[] }): JobStage {
  const { workspace, catalog } = engine;
  const parcels = catalog.parcels.get(String(params.parcels));
  const composite = catalog.composite.get(params.composite);
  const { card } = catalog.model.get(params.model);
  const at = (name: string): string => workspace.absolute(`${place.outputFolder}/${name}`);
  const input = {
    parcels: workspace.absolute(parcels.path), count: parcels.count, codeSource: parcels.codeSource,
    map: at(MAP_FILES.map), confidence: at(MAP_FILES.confidence), grid: composite.grid,
    scheme: card.scheme, classes: [...card.classes, ...parents], simulated, dated: lastDay(composite.periods), target: at(PARCELS_FILE),
  };
  return { name: 'Measure parcels', unit: 'parcel sets', units: [{ key: UNIT, task: parcelProductTask.name, input }], weight: 0.1, mayFail: false };
}

function lastDay(periods: readonly { readonly end: string }[]): string {
  return periods.at(-1)?.end ?? '1970-01-01';
}

