import type { parcelsContract } from '../../../shared/contract/parcels.ts';
import type { EngineServices, HandlersOf } from '../handler.ts';
import { parcelColumnsTask, parcelGetTask, parcelPageTask, parcelRankTask, parcelSelectTask } from './table.rpc.ts';

/** Answers the calls about the parcels inside a set, in the workers that no job keeps busy. */
export const parcelsHandlers: HandlersOf<typeof parcelsContract> = {
  'parcels.columns': (services, { id }, options) => services.lookups.run(parcelColumnsTask, sourceOf(services, id), options),
  'parcels.page': (services, { id, ...query }, options) => services.lookups.run(parcelPageTask, { ...sourceOf(services, id), ...query }, options),
  'parcels.rank': (services, { id, ...query }, options) => services.lookups.run(parcelRankTask, { ...sourceOf(services, id), ...query }, options),
  'parcels.select': (services, { id, ...query }, options) => services.lookups.run(parcelSelectTask, { ...sourceOf(services, id), ...query }, options),
  'parcels.get': (services, { id, fids, crs }, options) => services.lookups.run(parcelGetTask, { ...sourceOf(services, id), fids, target: crs }, options),
};

function sourceOf({ catalog, workspace }: EngineServices, id: string): { path: string; layer: string; crs: string } {
  const set = catalog.parcels.get(id);
  return { path: workspace.absolute(set.path), layer: set.layer, crs: set.crs };
}
