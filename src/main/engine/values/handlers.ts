import type { valuesContract } from '../../../shared/contract/values.ts';
import type { HandlersOf } from '../handler.ts';
import { classSeriesTask } from './curves/class-series.rpc.ts';
import { identify } from './point/identify.ts';
import { parcelSeriesTask } from './curves/parcel-series.rpc.ts';
import { datesAt, seriesAt } from './curves/series.ts';

/** Answers the calls about what lies under a click. */
export const valuesHandlers: HandlersOf<typeof valuesContract> = {
  'values.identify': async (services, input, { signal }) => ({ items: await identify(services, input, signal) }),
  'values.series': (services, input, { signal }) => seriesAt(services, input, signal),
  'values.dates': (services, input, { signal }) => datesAt(services, input, signal),
  'values.parcelSeries': (services, { parcels: id, fid, composite: compositeId, bands, indices, innerBufferM }, { signal }) => {
    const { catalog, workspace, lookups } = services;
    const parcels = catalog.parcels.get(id);
    const { title, grid, bands: quantities, periods } = catalog.composite.get(compositeId);
    const files = periods.map(({ start, end, path }) => ({ start, end, path: workspace.absolute(path) }));
    const input = { parcels: { path: workspace.absolute(parcels.path), layer: parcels.layer, fid }, innerBufferM, title, grid, quantities, periods: files, bands, indices };
    return lookups.run(parcelSeriesTask, input, signal ? { signal } : {});
  },
  'values.classSeries': ({ catalog, workspace, lookups }, { samples, classes, bands, indices }, { signal }) => {
    const { path, title, bands: quantities } = catalog.samples.get(samples);
    return lookups.run(classSeriesTask, { path: workspace.absolute(path), title, quantities, classes, bands, indices }, signal ? { signal } : {});
  },
};
