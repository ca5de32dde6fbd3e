import type { ParcelFilter, ParcelSort } from '../../../shared/contract/parcels.ts';
import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { Condition, GeoPackageLayer } from '../catalog/geopackage.ts';
import { transformBounds } from '../gdal/crs.ts';
import { filterConditions } from './parcel-filter.ts';

/** A rectangle of the map. */
export interface MapBounds {
  readonly crs: string;
  readonly box: Bounds;
}

/** Which parcels of a layer, in which order. */
export interface ParcelQuery {
  readonly filter: ParcelFilter;
  readonly bounds: MapBounds | null;
  readonly sort: ParcelSort | null;
}

/** Ids kept between pages, over all queries: 64 MB. */
const MOST_KEPT = 8_000_000;

const kept = new Map<string, Float64Array>();

/** The conditions of a query. @throws COLUMN_MISSING, FILTER_INVALID, CRS_UNKNOWN */
export function queryConditions(layer: GeoPackageLayer, crs: string, { filter, bounds }: Omit<ParcelQuery, 'sort'>): Condition[] {
  const conditions = filterConditions(layer, filter);
  return bounds ? [layer.meets(transformBounds(bounds.box, bounds.crs, crs)), ...conditions] : conditions;
}

/**
 * The ids that a query gives, in order. Kept, so that scrolling through the pages of one query sorts once.
 * @param path of the file, to tell its layers apart from others'
 */
export function queriedFids(path: string, layer: GeoPackageLayer, crs: string, query: ParcelQuery): Float64Array {
  const key = JSON.stringify([path, layer.stamp, crs, query.filter, query.bounds, query.sort]);
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const fids = layer.fids(queryConditions(layer, crs, query), query.sort ?? undefined);
  kept.set(key, fids);
  let total = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of kept) {
    if (total <= MOST_KEPT && kept.size <= 32) break;
    kept.delete(oldest);
    total -= length;
  }
  return fids;
}
