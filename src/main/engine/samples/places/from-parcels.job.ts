import { type SamplesFromParcels, samplesFromParcelsSchema } from '../../../../shared/contract/jobs/samples.ts';
import { pixelSize } from '../../../../shared/geo/grid.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { derivedTitle, freeTitle } from '../../../../shared/text/derived-title.ts';
import { loadScheme, registerShippedSchemes } from '../../ingest/class-scheme/shipped.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { finishDrawnSet } from './drawn-set.ts';
import { placeSamplesTask } from './place.rpc.ts';
import { alikeComposites, commonCrs, seriesStages } from '../series/series-stages.ts';

/** Draws pixels inside parcels, or medians of whole parcels, with their series from composites: a sample set. */
export const samplesFromParcelsJob: JobDefinition<SamplesFromParcels> = {
  kind: 'samples-from-parcels',
  params: samplesFromParcelsSchema,
  record: 'samples',

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(recordId(`${params.parcels}-${params.composite}`));
    return { id, folder: `samples/${id}` };
  },

  plan(engine, params, place) {
    const { workspace, catalog } = engine;
    const parcels = catalog.parcels.get(params.parcels);
    const composites = alikeComposites(engine, 'samples-from-parcels', [params.composite, ...params.moreComposites]);
    registerShippedSchemes(catalog, engine.now().toISOString());
    const scheme = loadScheme(catalog, params.scheme);
    const grids = composites.map(({ grid }) => grid);
    const innerBufferM = params.innerBufferM ?? Math.max(...grids.map(pixelSize));
    const { take, minAreaM2, minPerClass, perClass, perClassRegion, perParcel, blockM, regionM, seed, testShare } = params;
    const most = Math.min(parcels.count * (take === 'median' ? 1 : perParcel), perClass === null ? Infinity : perClass * scheme.classes.length);
    const { stages, estimate, inputs } = seriesStages(engine, {
      composites, place, areas: parcels.count, samples: most,
      placing: {
        task: placeSamplesTask.name, what: 'parcel sets',
        input: { path: workspace.absolute(parcels.path), regionColumn: params.regionColumn ?? null, codeSource: params.codeSource ?? parcels.codeSource, scheme, grids, take, innerBufferM, minAreaM2, perClass, perClassRegion, perParcel, blockM, regionM, seed },
      },
      assemble: { dataset: parcels.id, country: params.country ?? null, minPerClass, perClass, perClassRegion, testShare, seed },
    });
    const on = composites.map(({ title }) => title).join(', ');
    return Promise.resolve({
      title: `Samples from ${parcels.title} on ${on}`,
      stages,
      inputs: [parcels.path, ...inputs],
      estimate,
      seed,
      carry: {
        title: params.title ?? freeTitle(derivedTitle(parcels.title, on), engine.catalog.samples.list(), place.outputId),
        simulated: parcels.simulated || composites.some(({ simulated }) => simulated),
        schemeId: scheme.id, crs: commonCrs(composites), innerBufferM,
      },
    });
  },

  finish(engine, job, plan, place, results) {
    const params = samplesFromParcelsSchema.parse(job.params);
    const { composite, moreComposites, blockM } = params;
    return Promise.resolve(finishDrawnSet(engine, { composite, moreComposites, blockM, source: params.parcels, settings: params }, plan, place, results));
  },
};
