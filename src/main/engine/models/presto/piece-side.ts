import { type Grid, tileWindows } from '../../../../shared/geo/grid.ts';

/** Sides of windows, and how many of one a composite should have at least: enough pieces for the workers and for a resume. */
const WINDOW_SIDES = [128, 64, 32];
const FEWEST_WINDOWS = 4;

/** Side of the windows that an encoder works on: by the grid alone, so that the same composite is cut the same way on every machine. */
export function pieceSide(grid: Grid): number {
  return WINDOW_SIDES.find((side) => tileWindows(grid, side).length >= FEWEST_WINDOWS) ?? WINDOW_SIDES.at(-1) ?? 32;
}
