import type { Grid } from '../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import { hasSketch, PREVIEW_WINDOW, previewFactor, SKETCH_SIDE } from '../../shared/raster/scene-preview.ts';
import type { Planes } from './scene-pictures.ts';

/** Pixels of a side of a tile on the screen. */
export const TILE = 512;

/** Levels of tiles: the first shows the scene in one, each has twice as many pixels as the one before, the last has all. */
export function sceneLevels({ width, height }: Pick<Grid, 'width' | 'height'>): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / TILE))) + 1;
}

/**
 * Which picture of a scene serves a level: the first look and the reduced picture from afar, windows in full near by, but
 * never more than one of them for a tile.
 * @param step full pixels to a pixel of the level: 1, 2, 4, …
 */
export function pictureFor(grid: Pick<Grid, 'width' | 'height'>, step: number): 'sketch' | 'whole' | 'window' {
  if (hasSketch(grid) && step >= previewFactor(grid, SKETCH_SIDE)) return 'sketch';
  return step >= previewFactor(grid) || step > PREVIEW_WINDOW / TILE ? 'whole' : 'window';
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
