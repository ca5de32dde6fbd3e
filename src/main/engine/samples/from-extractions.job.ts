import { type SamplesFromExtractions, extractionOptionsSchema, samplesFromExtractionsSchema } from '../../../shared/contract/jobs/samples.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { EngineContext } from '../context.ts';
import { loadScheme, registerShippedSchemes } from '../ingest/class-scheme/shipped.ts';
import { pivotExtractionTask } from '../ingest/worldcereal-extraction/extraction.rpc.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { rejectedFile } from './rejection-log.ts';

const PIVOT = 'pivot';
/** Calendar months of a processing period. */
const MONTHS = 12;

/** Labels an imported extraction by another scheme, or cuts it to another season: a new sample set. */
export const samplesFromExtractionsJob: JobDefinition<SamplesFromExtractions> = {
  kind: 'samples-from-extractions',
  params: samplesFromExtractionsSchema,

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(`${params.extraction}-${params.scheme}`);
    return { id, folder: `samples/${id}` };
  },

  plan(engine, params, place) {
    const extraction = engine.catalog.samples.get(params.extraction);
    const path = sourceOf(extraction);
    registerShippedSchemes(engine.catalog, engine.now().toISOString());
    const scheme = loadScheme(engine.catalog, params.scheme);
    const composite = params.composite === undefined ? null : seasonOf(engine, params.composite);
    const options = { ...extractionOptionsSchema.parse(params), centreMonth: params.centreMonth ?? composite?.centreMonth ?? null };
    const input = { path: engine.workspace.absolute(path), target: engine.workspace.absolute(`${place.outputFolder}/samples.parquet`), options, scheme, bands: composite?.bands ?? null };
    return Promise.resolve({
      title: `Samples of ${scheme.title} from ${extraction.title}`,
      stages: [{ name: 'Read and align', unit: 'extractions', units: [{ key: PIVOT, task: pivotExtractionTask.name, input }], weight: 1, mayFail: false }],
      inputs: [path],
      estimate: { seconds: Math.ceil(1 + extraction.rows / 2000), diskBytes: extraction.rows * 500, memoryMB: Math.ceil(150 + extraction.rows * 0.02), readBytes: extraction.rows * 1500, processor: 'CPU', workers: 1 },
      seed: params.seed,
      carry: { source: path, extraction: extraction.id, schemeId: scheme.id, title: params.title ?? `${extraction.title}: ${scheme.title}`, simulated: extraction.simulated, options },
    });
  },

  finish(engine, job, plan, place, results) {
    const { bySplit, centreMonth, ...found } = pivotExtractionTask.output.parse(results.get(PIVOT));
    const options = extractionOptionsSchema.parse(plan.carry['options']);
    const path = `${place.outputFolder}/samples.parquet`;
    const record: SampleSet = {
      kind: 'samples',
      id: place.outputId,
      title: String(plan.carry['title']),
      createdAt: engine.now().toISOString(),
      simulated: plan.carry['simulated'] === true,
      path,
      crs: 'EPSG:4326',
      schemeId: String(plan.carry['schemeId']),
      settings: { ...job.params, ...options, centreMonth, bySplit, origin: 'worldcereal-extraction', split: `blocks of ${options.blockM} m` },
      sources: [String(plan.carry['source'])],
      ...found,
    };
    return Promise.resolve({ record, outputs: [path, rejectedFile(path)], result: { id: record.id, rows: found.rows, byClass: found.byClass, bySplit, rejected: found.rejected, periods: found.periods, bands: found.bands.map(({ band }) => band), path, warnings: found.warnings } });
  },
};

function sourceOf(extraction: SampleSet): string {
  const [path] = extraction.sources;
  if (extraction.settings['origin'] !== 'worldcereal-extraction' || path === undefined) {
    throw appError('INVALID_INPUT', { call: 'samples-from-extractions', field: 'extraction', problem: `“${extraction.id}” was not imported from an extraction` });
  }
  return path;
}

/** Month and bands of the composite that the model is meant for. @throws INVALID_INPUT when it is not a year of months */
function seasonOf(engine: EngineContext, id: string): { readonly centreMonth: number; readonly bands: string[] } {
  const composite = engine.catalog.composite.get(id);
  const months = composite.periods.map(({ start }) => Number(start.slice(5, 7)));
  const monthly = composite.periods.length === MONTHS && new Set(months).size === MONTHS && composite.periods.every(({ start }) => start.endsWith('-01'));
  if (!monthly) throw appError('INVALID_INPUT', { call: 'samples-from-extractions', field: 'composite', problem: `“${id}” is not a series of twelve calendar months` });
  return { centreMonth: months[MONTHS / 2 - 1] ?? 1, bands: composite.bands.map(({ band }) => band) };
}
