import { invert, toMap } from '../../../../shared/geo/affine.ts';
import { intersects } from '../../../../shared/geo/bounds.ts';
import { type Grid, gridBounds, tileWindows, windowGrid } from '../../../../shared/geo/grid.ts';
import { rasterizePolygons } from '../../gdal/rasterize.ts';
import { isPoint, type LabelArea } from './label-area.ts';
import { hash32 } from '../random.ts';
import type { RejectionLog } from '../rejection-log.ts';

/** Side of the squares that are burnt at a time, so that memory does not grow with the area. */
const TILE_PX = 2048;

/** Where pixels are drawn, and how many of an area: null for all of them. */
export interface PixelDraw {
  readonly grid: Grid;
  readonly perArea: number | null;
  readonly seed: number;
}

/** Pixels as numbers, row × width of the grid + column, with what the draw goes by. */
interface Drawn {
  readonly pixels: number[];
  readonly orders: number[];
}

/**
 * Draws at most `perArea` pixels of each area: those of the lowest hash of seed, row and column, so the draw depends
 * neither on tiles nor on the order of areas. A pixel inside two areas belongs to none. A point takes the pixel under it.
 * @returns pixels per area as row × width of the grid + column, in the order of the areas, each in the order of the draw
 */
export function drawPixels(areas: readonly LabelArea[], draw: PixelDraw, skipped: RejectionLog, onProgress: (fraction: number) => void): number[][] {
  const drawn: Drawn[] = areas.map(() => ({ pixels: [], orders: [] }));
  const contested = new Set<number>();
  const windows = tileWindows(draw.grid, TILE_PX);
  const polygons = areas.flatMap(({ geometry, bounds }, index) => (isPoint(bounds) ? [] : [{ geometry, bounds, value: index + 1 }]));
  windows.forEach((window, done) => {
    const grid = windowGrid(draw.grid, window);
    const area = gridBounds(grid);
    const here = polygons.filter(({ bounds }) => intersects(bounds, area));
    onProgress(done / windows.length);
    if (here.length === 0) return;
    // Where burning in one order and in the other disagree, two areas lie over each other.
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
      keepLowest(drawn[owner - 1] as Drawn, row * draw.grid.width + column, draw.perArea === null ? 0 : hash32(draw.seed, row, column), draw.perArea);
    }
  });
  return areas.map(({ id, bounds }, index) => {
    const pixels = isPoint(bounds) ? pixelUnder(draw.grid, bounds[0], bounds[1]) : (drawn[index]?.pixels ?? []);
    if (pixels.length === 0) skipped.add(contested.has(index) ? 'lies over another parcel' : 'holds no pixel centre', id);
    return pixels;
  });
}

function pixelUnder(grid: Grid, x: number, y: number): number[] {
  const [column, row] = toMap(invert(grid.affine), x, y).map(Math.floor) as [number, number];
  return column >= 0 && row >= 0 && column < grid.width && row < grid.height ? [row * grid.width + column] : [];
}

/** Keeps the `limit` lowest of what comes, in rising order; all as they come without a limit. */
function keepLowest({ pixels, orders }: Drawn, pixel: number, order: number, limit: number | null): void {
  if (limit === null) {
    pixels.push(pixel);
    return;
  }
  if (pixels.length === limit && order >= (orders[limit - 1] ?? 0)) return;
  let at = pixels.length;
  while (at > 0 && (orders[at - 1] ?? 0) > order) at -= 1;
  pixels.splice(at, 0, pixel);
  orders.splice(at, 0, order);
  if (pixels.length > limit) {
    pixels.pop();
    orders.pop();
  }
}
