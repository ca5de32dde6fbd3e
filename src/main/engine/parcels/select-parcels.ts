import { type Bounds, union } from '../../../shared/geo/bounds.ts';
import type { GeoPackageLayer } from '../catalog/geopackage.ts';
import { LONLAT, transformBounds } from '../gdal/crs.ts';
import { transformAll } from '../gdal/transform-all.ts';
import { meetsBox } from './meets-box.ts';
import { type MapBounds, type ParcelQuery, queryConditions } from './parcel-query.ts';
import { addRings } from './parcel-rings.ts';
import { RingBuffer } from './ring-buffer.ts';

/** Parcels whose corners are transformed in one call. */
const BATCH = 20_000;
/** Share of its own size by which an envelope must lie inside the rectangle to need no look at its outline: edges bend. */
const BEND = 0.02;

/** Parcels that were selected. */
export interface Selection {
  readonly fids: number[];
  readonly count: number;
  readonly box: Bounds | null;
}

interface Candidate {
  readonly fid: number;
  readonly envelope: Bounds;
}

/**
 * The parcels that pass a filter and share an area with a rectangle, by their outline and not by their envelope alone.
 * Outlines are read only of those that the rectangle's edge may cut.
 * @param limit most ids given; all are counted
 * @throws COLUMN_MISSING, FILTER_INVALID, CRS_UNKNOWN, VECTOR_UNREADABLE
 */
export function selectParcels(layer: GeoPackageLayer, crs: string, query: Omit<ParcelQuery, 'sort'>, limit: number): Selection {
  const rows = layer.envelopes([], queryConditions(layer, crs, query)) as Iterable<[number, number, number, number, number]>;
  const candidates = Array.from(rows, ([fid, ...envelope]): Candidate => ({ fid, envelope }));
  const chosen = query.bounds ? insideOf(layer, crs, candidates, query.bounds) : candidates;
  const around = chosen.reduce<Bounds | null>((box, { envelope }) => (box ? union(box, envelope) : envelope), null);
  return {
    fids: chosen.map(({ fid }) => fid).sort((a, b) => a - b).slice(0, limit),
    count: chosen.length,
    box: around && transformBounds(around, crs, query.bounds?.crs ?? LONLAT),
  };
}

function insideOf(layer: GeoPackageLayer, crs: string, candidates: readonly Candidate[], bounds: MapBounds): Candidate[] {
  const chosen: Candidate[] = [];
  for (let start = 0; start < candidates.length; start += BATCH) {
    const some = candidates.slice(start, start + BATCH);
    const corners = transformAll(Float64Array.from(some.flatMap(({ envelope: [minX, minY, maxX, maxY] }) => [minX, minY, maxX, minY, maxX, maxY, minX, maxY])), some.length * 4, crs, bounds.crs);
    for (const [i, candidate] of some.entries()) {
      if (isWellInside(corners.subarray(i * 8, i * 8 + 8), bounds.box) || outlineMeets(layer, crs, candidate.fid, bounds)) chosen.push(candidate);
    }
  }
  return chosen;
}

function isWellInside(corners: Float64Array, [minX, minY, maxX, maxY]: Bounds): boolean {
  const xs = corners.filter((_, i) => i % 2 === 0);
  const ys = corners.filter((_, i) => i % 2 === 1);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = BEND * Math.max(east - west, north - south);
  return west - margin >= minX && east + margin <= maxX && south - margin >= minY && north + margin <= maxY;
}

function outlineMeets(layer: GeoPackageLayer, crs: string, fid: number, bounds: MapBounds): boolean {
  const buffer = new RingBuffer();
  addRings(buffer, layer, fid, layer.geometry(fid));
  const points = transformAll(buffer.xy, buffer.points, crs, bounds.crs);
  return meetsBox(buffer.rings.map(({ start, end, exterior }) => ({ points: points.subarray(start * 2, end * 2), exterior })), bounds.box);
}
