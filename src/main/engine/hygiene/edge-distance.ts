import type { Geometry } from 'gdal-async';
import { isGeographic } from '../gdal/crs.ts';
import { readFeatures } from '../gdal/vector.ts';
import type { SampleTable } from '../samples/table.ts';

type Position = readonly number[];
type Ring = readonly Position[];
type Shape = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] } | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

const METRES_PER_DEGREE = 111_320;
/** Rows per cell of the index, about. */
const ROWS_PER_CELL = 4;

/**
 * Distance in metres of each row to the edge of the parcel that holds it: the greatest where parcels overlap; NaN in none.
 * @param crs of the table
 * @param parcels GeoPackage of a parcel set
 * @throws VECTOR_UNREADABLE, FILE_NOT_FOUND
 */
export function edgeDistances(table: SampleTable, crs: string, parcels: string, onProgress: (fraction: number) => void): Float64Array {
  const out = new Float64Array(table.rows).fill(NaN);
  const rowsIn = rowIndex(table);
  const degrees = isGeographic(crs);
  let seen = 0;
  readFeatures(parcels, { layer: 'parcels', targetCrs: crs }, ({ geometry }) => {
    if ((seen += 1) % 5000 === 0) onProgress(1 - 1 / (1 + seen / 50_000));
    if (!geometry || geometry.isEmpty()) return;
    const { minX, minY, maxX, maxY } = geometry.getEnvelope();
    const rows = rowsIn(minX, minY, maxX, maxY);
    if (rows.length === 0) return;
    const rings = ringsOf(geometry);
    for (const row of rows) {
      const [x, y] = [table.x[row] as number, table.y[row] as number];
      if (!isInside(rings, x, y)) continue;
      const metres = distanceToRings(rings, x, y, degrees ? Math.cos((y * Math.PI) / 180) : 1) * (degrees ? METRES_PER_DEGREE : 1);
      out[row] = Math.max(Number.isNaN(out[row]) ? 0 : (out[row] as number), metres);
    }
  });
  return out;
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

/** Distance to the nearest segment, x scaled by `narrow` (degrees of longitude shrink towards the poles). */
function distanceToRings(rings: readonly Ring[], x: number, y: number, narrow: number): number {
  let least = Infinity;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [xa = 0, ya = 0] = ring[i - 1] ?? [];
      const [xb = 0, yb = 0] = ring[i] ?? [];
      const [ax, ay, bx, by] = [(xa - x) * narrow, ya - y, (xb - x) * narrow, yb - y];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return least;
}

/** Finds the rows inside a rectangle through square cells. */
function rowIndex(table: SampleTable): (minX: number, minY: number, maxX: number, maxY: number) => number[] {
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
