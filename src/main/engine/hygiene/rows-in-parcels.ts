import type { Geometry } from 'gdal-async';
import { readFeatures } from '../gdal/vector.ts';

type Position = readonly number[];
export type Ring = readonly Position[];
type Shape = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] } | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** Places of rows, in one CRS. */
export interface Places {
  readonly rows: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A row that lies in a parcel: the parcel's feature id, and its rings in the rows' CRS. */
export interface RowInParcel {
  readonly row: number;
  readonly fid: number;
  readonly rings: readonly Ring[];
}

/** Rows per cell of the index, about. */
const ROWS_PER_CELL = 4;

/**
 * Calls `visit` for each row and each parcel that holds it, parcel by parcel; where parcels overlap, a row comes with each.
 * @param crs of the rows
 * @param parcels GeoPackage of a parcel set
 * @throws VECTOR_UNREADABLE, FILE_NOT_FOUND
 */
export function eachRowInParcels(places: Places, crs: string, parcels: string, onProgress: (fraction: number) => void, visit: (found: RowInParcel) => void): void {
  const rowsIn = rowIndex(places);
  let seen = 0;
  readFeatures(parcels, { layer: 'parcels', targetCrs: crs }, ({ fid, geometry }) => {
    if ((seen += 1) % 5000 === 0) onProgress(1 - 1 / (1 + seen / 50_000));
    if (!geometry || geometry.isEmpty()) return;
    const { minX, minY, maxX, maxY } = geometry.getEnvelope();
    const rows = rowsIn(minX, minY, maxX, maxY);
    if (rows.length === 0) return;
    const rings = ringsOf(geometry);
    for (const row of rows) if (isInside(rings, places.x[row] as number, places.y[row] as number)) visit({ row, fid, rings });
  });
}

function ringsOf(geometry: Geometry): readonly Ring[] {
  const shape = geometry.toObject() as Shape;
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
}

/** Even-odd rule over all rings: holes count as outside. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi = 0, yi = 0] = ring[i] ?? [];
      const [xj = 0, yj = 0] = ring[j] ?? [];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** Finds the rows inside a rectangle through square cells. */
function rowIndex(table: Places): (minX: number, minY: number, maxX: number, maxY: number) => number[] {
  const [x0, x1] = extent(table.x);
  const [y0, y1] = extent(table.y);
  const size = Math.max(Math.sqrt(((x1 - x0) * (y1 - y0) * ROWS_PER_CELL) / Math.max(1, table.rows)), (x1 - x0) / 5000, (y1 - y0) / 5000, 1e-9);
  const across = Math.floor((x1 - x0) / size) + 1;
  const cells = new Map<number, number[]>();
  const cellAt = (value: number, start: number): number => Math.floor((value - start) / size);
  for (let row = 0; row < table.rows; row++) {
    const cell = cellAt(table.y[row] as number, y0) * across + cellAt(table.x[row] as number, x0);
    const members = cells.get(cell);
    if (members) members.push(row);
    else cells.set(cell, [row]);
  }
  return (minX, minY, maxX, maxY) => {
    const found: number[] = [];
    if (maxX < x0 || maxY < y0 || minX > x1 || minY > y1) return found;
    for (let v = cellAt(Math.max(minY, y0), y0); v <= cellAt(Math.min(maxY, y1), y0); v++) {
      for (let u = cellAt(Math.max(minX, x0), x0); u <= cellAt(Math.min(maxX, x1), x0); u++) found.push(...(cells.get(v * across + u) ?? []));
    }
    return found.filter((row) => (table.x[row] as number) >= minX && (table.x[row] as number) <= maxX && (table.y[row] as number) >= minY && (table.y[row] as number) <= maxY);
  };
}

function extent(values: Float64Array): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}
