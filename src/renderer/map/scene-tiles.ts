import type { Grid } from '../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import { PREVIEW_WINDOW, previewFactor } from '../../shared/raster/scene-preview.ts';
import type { Planes } from './scene-pictures.ts';

/** Pixels of a side of a tile on the screen. */
export const TILE = 512;

/** Levels of tiles: the first shows the scene in one, each has twice as many pixels as the one before, the last has all. */
export function sceneLevels({ width, height }: Pick<Grid, 'width' | 'height'>): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / TILE))) + 1;
}

/**
 * True where the reduced picture serves a level as well as the full windows do, or where a tile would need too many of them.
 * @param step full pixels to a pixel of the level: 1, 2, 4, …
 */
export function isFromOverview(grid: Pick<Grid, 'width' | 'height'>, step: number): boolean {
  return step >= previewFactor(grid) || step > PREVIEW_WINDOW / TILE;
}

/** A tile cut out of a window in full, every `step`-th pixel of it; beyond the window there is no data. */
export function windowTile({ width, height, bands }: Planes, { step, left, top }: { readonly step: number; readonly left: number; readonly top: number }): Float32Array {
  const count = bands.length;
  const into = new Float32Array(TILE * TILE * count).fill(COMPOSITE_NODATA);
  const columns = Math.min(TILE, Math.ceil((width - left) / step));
  const rows = Math.min(TILE, Math.ceil((height - top) / step));
  bands.forEach((values, band) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        into[(row * TILE + column) * count + band] = values[(top + row * step) * width + left + column * step] ?? COMPOSITE_NODATA;
      }
    }
  });
  return into;
}
