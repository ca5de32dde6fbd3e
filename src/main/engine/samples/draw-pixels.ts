import { intersects } from '../../../shared/geo/bounds.ts';
import { gridBounds, tileWindows, windowGrid } from '../../../shared/geo/grid.ts';
import { rasterizePolygons } from '../gdal/rasterize.ts';
import type { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import type { ParcelField, PlaceInput } from './parcel-fields.ts';
import { hash32 } from './random.ts';

/** Side of the squares that are burnt at a time, so that memory does not grow with the area. */
const TILE_PX = 2048;

/** A pixel that may become a sample, with the number that decides the draw. */
export interface DrawnPixel {
  readonly row: number;
  readonly column: number;
  readonly order: number;
}

/**
 * Draws at most `perParcel` pixels of each field: those of the lowest hash of seed, row and column, so the draw depends
 * neither on tiles nor on the order of parcels. A pixel inside two fields belongs to none.
 * @returns pixels per field, in the order of the fields, each in the order of the draw
 */
export function drawPixels(fields: readonly ParcelField[], input: PlaceInput, skipped: SkipTally, onProgress: (fraction: number) => void): DrawnPixel[][] {
  const drawn: DrawnPixel[][] = fields.map(() => []);
  const contested = new Set<number>();
  const windows = tileWindows(input.grid, TILE_PX);
  windows.forEach((window, done) => {
    const grid = windowGrid(input.grid, window);
    const area = gridBounds(grid);
    const here = fields.flatMap((field, index) => (intersects(field.bounds, area) ? [{ geometry: field.geometry, value: index + 1 }] : []));
    onProgress(done / windows.length);
    if (here.length === 0) return;
    // Where burning in one order and in the other disagree, two fields lie over each other.
    const first = rasterizePolygons(grid, here);
    const last = rasterizePolygons(grid, here.toReversed());
    for (let i = 0; i < first.length; i++) {
      const owner = first[i] as number;
      if (owner === 0) continue;
      if (owner !== last[i]) {
        contested.add(owner - 1).add((last[i] as number) - 1);
        continue;
      }
      const row = window.row + Math.floor(i / window.width);
      const column = window.column + (i % window.width);
      keepLowest(drawn[owner - 1] as DrawnPixel[], { row, column, order: hash32(input.seed, row, column) }, input.perParcel);
    }
  });
  fields.forEach(({ id }, index) => {
    if (drawn[index]?.length === 0) skipped.add(contested.has(index) ? 'lies over another parcel' : 'holds no pixel centre', id);
  });
  return drawn;
}

/** Keeps the `limit` lowest of what comes, in rising order. */
function keepLowest(kept: DrawnPixel[], pixel: DrawnPixel, limit: number): void {
  if (kept.length === limit && pixel.order >= (kept[limit - 1]?.order ?? 0)) return;
  let at = kept.length;
  while (at > 0 && (kept[at - 1]?.order ?? 0) > pixel.order) at -= 1;
  kept.splice(at, 0, pixel);
  if (kept.length > limit) kept.pop();
}
