import { z } from 'zod';
import { type Affine, invert, northUp, shifted, toMap } from './affine.ts';
import { type Bounds } from './bounds.ts';

/** Schema of a {@link Grid}: `crs` is `EPSG:n` where there is a code, WKT otherwise. */
export const gridSchema = z.object({
  crs: z.string().min(1),
  affine: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** The pixels of a raster in space: CRS, six-number affine, size in pixels. Always north-up in what Furrow writes. */
export interface Grid {
  readonly crs: string;
  readonly affine: Affine;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of pixels: column and row of its upper left corner, and its size. */
export interface PixelWindow {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** The bounds of the whole grid in its CRS. */
export function gridBounds(grid: Grid): Bounds {
  const corners = [toMap(grid.affine, 0, 0), toMap(grid.affine, grid.width, 0), toMap(grid.affine, 0, grid.height), toMap(grid.affine, grid.width, grid.height)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * The smallest grid of square pixels of `resolution` map units that covers `bounds` and whose edges are multiples of
 * the pixel size, so that grids of neighbouring areas fit together.
 */
export function snappedGrid(crs: string, bounds: Bounds, resolution: number): Grid {
  // A hair's breadth of rounding noise must not add a column.
  const hair = 1e-6;
  const minX = Math.floor(bounds[0] / resolution + hair) * resolution;
  const maxY = Math.ceil(bounds[3] / resolution - hair) * resolution;
  const width = Math.max(1, Math.ceil((bounds[2] - minX) / resolution - hair));
  const height = Math.max(1, Math.ceil((maxY - bounds[1]) / resolution - hair));
  return { crs, affine: northUp(minX, maxY, resolution), width, height };
}

/** The grid of a window of `grid`. */
export function windowGrid(grid: Grid, window: PixelWindow): Grid {
  return { crs: grid.crs, affine: shifted(grid.affine, window.column, window.row), width: window.width, height: window.height };
}

/** The window of `grid` that covers `bounds` (in the grid's CRS), cut to the grid; null where they do not meet. */
export function windowOf(grid: Grid, bounds: Bounds): PixelWindow | null {
  const inverse = invert(grid.affine);
  const hair = 1e-6;
  const [c0, r0] = toMap(inverse, bounds[0], bounds[3]);
  const [c1, r1] = toMap(inverse, bounds[2], bounds[1]);
  const column = Math.max(0, Math.floor(Math.min(c0, c1) + hair));
  const row = Math.max(0, Math.floor(Math.min(r0, r1) + hair));
  const width = Math.min(grid.width, Math.ceil(Math.max(c0, c1) - hair)) - column;
  const height = Math.min(grid.height, Math.ceil(Math.max(r0, r1) - hair)) - row;
  return width > 0 && height > 0 ? { column, row, width, height } : null;
}

/** Windows of at most `size` × `size` pixels that tile the grid, row by row from the upper left. */
export function tileWindows(grid: Pick<Grid, 'width' | 'height'>, size: number): PixelWindow[] {
  const windows: PixelWindow[] = [];
  for (let row = 0; row < grid.height; row += size) {
    for (let column = 0; column < grid.width; column += size) {
      windows.push({ column, row, width: Math.min(size, grid.width - column), height: Math.min(size, grid.height - row) });
    }
  }
  return windows;
}

/** `window` widened by `margin` pixels on each side and cut to the grid. */
export function paddedWindow(window: PixelWindow, margin: number, grid: Pick<Grid, 'width' | 'height'>): PixelWindow {
  const column = Math.max(0, window.column - margin);
  const row = Math.max(0, window.row - margin);
  return {
    column,
    row,
    width: Math.min(grid.width, window.column + window.width + margin) - column,
    height: Math.min(grid.height, window.row + window.height + margin) - row,
  };
}

/** True when two grids have the same CRS, size and pixels (to a thousandth of a pixel). */
export function sameGrid(a: Grid, b: Grid): boolean {
  const tolerance = Math.abs(a.affine[1]) * 1e-3;
  return a.crs === b.crs && a.width === b.width && a.height === b.height && a.affine.every((value, i) => Math.abs(value - (b.affine[i] ?? NaN)) <= tolerance);
}

/** Side of a pixel in map units (grids of Furrow have square pixels; the width of one is returned). */
export function pixelSize(grid: Grid): number {
  return Math.abs(grid.affine[1]);
}
