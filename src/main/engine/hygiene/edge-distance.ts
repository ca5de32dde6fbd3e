import { isGeographic } from '../gdal/crs.ts';
import type { SampleTable } from '../samples/table.ts';
import { eachRowInParcels, type Ring } from './rows-in-parcels.ts';

const METRES_PER_DEGREE = 111_320;

/**
 * Distance in metres of each row to the edge of the parcel that holds it: the greatest where parcels overlap; NaN in none.
 * @param crs of the table
 * @param parcels GeoPackage of a parcel set
 * @throws VECTOR_UNREADABLE, FILE_NOT_FOUND
 */
export function edgeDistances(table: SampleTable, crs: string, parcels: string, onProgress: (fraction: number) => void): Float64Array {
  const out = new Float64Array(table.rows).fill(NaN);
  const degrees = isGeographic(crs);
  eachRowInParcels(table, crs, parcels, onProgress, ({ row, rings }) => {
    const [x, y] = [table.x[row] as number, table.y[row] as number];
    const metres = distanceToRings(rings, x, y, degrees ? Math.cos((y * Math.PI) / 180) : 1) * (degrees ? METRES_PER_DEGREE : 1);
    out[row] = Math.max(Number.isNaN(out[row]) ? 0 : (out[row] as number), metres);
  });
  return out;
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
