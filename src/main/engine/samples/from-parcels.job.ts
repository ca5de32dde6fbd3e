import { type SamplesFromParcels, samplesFromParcelsSchema } from '../../../shared/contract/jobs/samples.ts';
import { pixelSize } from '../../../shared/geo/grid.ts';
import type { Estimate } from '../../../shared/job/job.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { ParcelSet } from '../../../shared/records/parcels.ts';
import { loadScheme, registerShippedSchemes } from '../ingest/class-scheme/shipped.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { assembleSamplesTask, placeSamplesTask, readPeriodTask } from './place.rpc.ts';

const PLACE = 'place';
const ASSEMBLE = 'assemble';
/** Measured on two busy cores: placing, per parcel and per pixel of the grid; reading, per stored value of the grid. */
const SECONDS_PER_PARCEL = 3e-4;
const SECONDS_PER_PIXEL = 4e-8;
const SECONDS_PER_VALUE = 5e-9;

/** Draws pixels inside parcels and reads their series from a composite: a sample set. */
export const samplesFromParcelsJob: JobDefinition<SamplesFromParcels> = {
  kind: 'samples-from-parcels',
  params: samplesFromParcelsSchema,

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(`${params.parcels}-${params.composite}`);
    return { id, folder: `samples/${id}` };
  },

  plan(engine, params, place) {
    const { workspace, catalog } = engine;
    const parcels = catalog.parcels.get(params.parcels);
    const composite = catalog.composite.get(params.composite);
    registerShippedSchemes(catalog, engine.now().toISOString());
    const scheme = loadScheme(catalog, params.scheme);
    const { grid, bands } = composite;
    const scratch = (name: string): string => workspace.absolute(`${place.workFolder}/${name}`);
    const placement = scratch('placement.json');
    const innerBufferM = params.innerBufferM ?? pixelSize(grid);
    const { minAreaM2, minPerClass, perClass, perParcel, blockM, seed, testShare } = params;
    const placing = { path: workspace.absolute(parcels.path), codeSource: params.codeSource ?? parcels.codeSource, scheme, grid, innerBufferM, minAreaM2, perClass, perParcel, blockM, seed, target: placement };
    const reading = composite.periods.map((period, i) => ({
      key: `period ${period.start}`,
      task: readPeriodTask.name,
      input: { placement, raster: workspace.absolute(period.path), grid, bands: bands.length, target: scratch(`period-${String(i).padStart(3, '0')}.bin`) },
    }));
    const assembling = {
      placement, grid, minPerClass, perClass, testShare, seed,
      periodFiles: reading.map(({ input }) => input.target),
      bands: bands.map(({ band }) => band),
      periods: composite.periods.map(({ start, end }) => ({ start, end })),
      target: workspace.absolute(`${place.outputFolder}/samples.parquet`),
    };
    const cost = costOf(params, parcels, composite, scheme.classes.length, engine.settings.workers);
    return Promise.resolve({
      title: `Samples from ${parcels.title} on ${composite.title}`,
      stages: [
        { name: 'Draw pixels', unit: 'parcel sets', units: [{ key: PLACE, task: placeSamplesTask.name, input: placing }], weight: cost.placeSeconds + 0.1, mayFail: false },
        { name: 'Read series', unit: 'periods', units: reading, weight: cost.readSeconds + 0.1, mayFail: false },
        { name: 'Write samples', unit: 'sample sets', units: [{ key: ASSEMBLE, task: assembleSamplesTask.name, input: assembling }], weight: 0.1, mayFail: false },
      ],
      inputs: [parcels.path, ...composite.periods.map(({ path }) => path)],
      estimate: cost.estimate,
      seed,
      carry: {
        title: params.title ?? `${parcels.title} on ${composite.title}`,
        simulated: parcels.simulated || composite.simulated,
        parcels: parcels.id, composite: composite.id, schemeId: scheme.id, crs: grid.crs, innerBufferM,
      },
    });
  },

  finish(engine, job, plan, place, results) {
    const { bySplit, ...found } = assembleSamplesTask.output.parse(results.get(ASSEMBLE));
    const params = samplesFromParcelsSchema.parse(job.params);
    const composite = engine.catalog.composite.get(params.composite);
    const path = `${place.outputFolder}/samples.parquet`;
    const record: SampleSet = {
      kind: 'samples',
      id: place.outputId,
      title: String(plan.carry['title']),
      createdAt: engine.now().toISOString(),
      simulated: plan.carry['simulated'] === true,
      warnings: [],
      path,
      crs: String(plan.carry['crs']),
      schemeId: String(plan.carry['schemeId']),
      bands: composite.bands,
      periods: composite.periods.map(({ start, end }) => ({ start, end })),
      settings: { ...params, innerBufferM: Number(plan.carry['innerBufferM']), bySplit, split: `blocks of ${params.blockM} m` },
      sources: [params.parcels, params.composite],
      ...found,
    };
    return Promise.resolve({ record, outputs: [path], result: { id: record.id, ...found, bySplit, path } });
  },
};

/** Seconds of the stages and what the user is told before the start. */
function costOf(params: SamplesFromParcels, parcels: ParcelSet, { grid, bands, periods }: Composite, classes: number, workers: number): { readonly placeSeconds: number; readonly readSeconds: number; readonly estimate: Estimate } {
  const planes = bands.length * periods.length;
  const values = grid.width * grid.height * planes;
  const samples = Math.min(parcels.count * params.perParcel, params.perClass === null ? Infinity : params.perClass * classes);
  const placeSeconds = parcels.count * SECONDS_PER_PARCEL + grid.width * grid.height * SECONDS_PER_PIXEL;
  const readSeconds = (values * SECONDS_PER_VALUE) / workers;
  return {
    placeSeconds,
    readSeconds,
    estimate: {
      seconds: Math.ceil(placeSeconds + readSeconds + 1),
      diskBytes: samples * planes * 2,
      memoryMB: Math.ceil(250 + (samples * planes * 8) / 1e6),
      readBytes: values * 2,
      processor: 'CPU',
      workers,
    },
  };
}
