import { type SamplesFromObservations, samplesFromObservationsSchema } from '../../../../shared/contract/jobs/samples.ts';
import { pixelSize } from '../../../../shared/geo/grid.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { loadScheme, registerShippedSchemes } from '../../ingest/class-scheme/shipped.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { finishDrawnSet } from './drawn-set.ts';
import { placeObservationsTask } from './place.rpc.ts';
import { alikeComposites, commonCrs, PLACE, seriesStages } from '../series/series-stages.ts';

/** Rows that an observation file is taken to have before it is read: enough for the estimate. */
const USUAL_ROWS = 2000;

/** Reads the series of composites at field observations, points or polygons with class, date and observer: a sample set. */
export const samplesFromObservationsJob: JobDefinition<SamplesFromObservations> = {
  kind: 'samples-from-observations',
  params: samplesFromObservationsSchema,
  record: 'samples',

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(recordId(`${nameOf(params.file)}-${params.composite}`));
    return { id, folder: `samples/${id}` };
  },

  namedFiles: ({ file }) => [file],

  plan(engine, params, place) {
    const { workspace, catalog } = engine;
    const composites = alikeComposites(engine, 'samples-from-observations', [params.composite, ...params.moreComposites]);
    registerShippedSchemes(catalog, engine.now().toISOString());
    const scheme = loadScheme(catalog, params.scheme);
    const grids = composites.map(({ grid }) => grid);
    const innerBufferM = params.innerBufferM ?? Math.max(...grids.map(pixelSize));
    const path = workspace.absolute(params.file);
    const { take, minPerClass, perClass, perClassRegion, perParcel, blockM, regionM, seed, testShare } = params;
    const columns = { class: params.classColumn ?? null, date: params.dateColumn ?? null, observer: params.observerColumn ?? null, id: params.idColumn ?? null, x: params.xColumn ?? null, y: params.yColumn ?? null };
    const spans = composites.map(({ periods }) => ({ start: periods[0]?.start ?? '', end: periods.at(-1)?.end ?? '' }));
    const { stages, estimate, inputs } = seriesStages(engine, {
      composites, place, areas: USUAL_ROWS, samples: USUAL_ROWS,
      placing: {
        task: placeObservationsTask.name, what: 'files',
        input: { path, layer: params.layer ?? null, columns, crs: params.crs, encoding: params.encoding, dateOrder: params.dateOrder ?? null, spans, codeSource: params.codeSource, scheme, grids, take, innerBufferM, minAreaM2: 0, perClass, perClassRegion, perParcel, blockM, regionM, seed },
      },
      assemble: { dataset: nameOf(params.file), country: params.country ?? null, minPerClass, perClass, perClassRegion, testShare, seed },
    });
    const title = `${nameOf(params.file)} on ${composites.map((composite) => composite.title).join(', ')}`;
    return Promise.resolve({
      title: `Samples from ${title}`,
      stages,
      inputs: [workspace.stored(path), ...inputs],
      estimate,
      seed,
      carry: { title: params.title ?? title, simulated: composites.some(({ simulated }) => simulated), schemeId: scheme.id, crs: commonCrs(composites), innerBufferM, source: workspace.stored(path) },
    });
  },

  finish(engine, job, plan, place, results) {
    const params = samplesFromObservationsSchema.parse(job.params);
    const { composite, moreComposites, blockM } = params;
    const { warnings } = placeObservationsTask.output.parse(results.get(PLACE));
    return Promise.resolve(finishDrawnSet(engine, { composite, moreComposites, blockM, source: String(plan.carry['source']), settings: { ...params, origin: 'field-observations' }, warnings }, plan, place, results));
  },
};

function nameOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]+$/, '');
}
