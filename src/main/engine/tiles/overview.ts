import { EXTENT } from './tile-address.ts';
import { morton } from './morton.ts';

/** Most parcels in one tile that are drawn one by one: what is cut in a tenth of a second. */
export const MOST_PARCELS = 5000;
/** Cells along a tile's side: each is four pixels of the screen. */
export const CELLS = 128;
/** Units of the tile per cell. */
export const CELL = EXTENT / CELLS;
/** Zoom levels between a tile and its cells. */
export const CELL_LEVELS = Math.log2(CELLS);
/** Deepest zoom that an overview may have: the cells' coordinates then fill 20 bits. */
export const DEEPEST_OVERVIEW = 20 - CELL_LEVELS;

/** A crop code and its name. */
export interface CodeName {
  readonly code: string;
  readonly label: string;
}

/** The cells of one zoom, sorted by Morton number. */
export interface OverviewLevel {
  readonly z: number;
  readonly cells: Float64Array;
  /** Index into `codes`, for each cell. */
  readonly codes: Uint16Array;
}

/** What is shown of a parcel set at zooms where its parcels are too many and too small to be drawn one by one. */
export interface Overview {
  /** First zoom at which parcels are drawn one by one. */
  readonly detailZoom: number;
  /** The first entry stands for the codes that there was no room for (more than 4094). */
  readonly codes: readonly CodeName[];
  /** Zooms below `detailZoom`, deepest first. */
  readonly levels: readonly OverviewLevel[];
}

/** Cells beyond each edge of a tile that its drawing takes in, so that outlines do not run along seams. */
export const MARGIN = 2;
/** Side of the square of cells that a tile is drawn from. */
export const GRID_SIDE = CELLS + 2 * MARGIN;

/** Index of code + 1 of every cell of a tile with its margin, row by row; 0 where no parcel is. Null when the tile is empty. */
export function tileCells(level: OverviewLevel, x: number, y: number): Uint16Array | null {
  const grid = new Uint16Array(GRID_SIDE * GRID_SIDE);
  let any = false;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) any = copyTile(level, x + dx, y + dy, grid, dx, dy) || any;
  }
  return any ? grid : null;
}

function copyTile(level: OverviewLevel, x: number, y: number, grid: Uint16Array, dx: number, dy: number): boolean {
  if (x < 0 || y < 0 || x >= 2 ** level.z || y >= 2 ** level.z) return false;
  const first = morton(x * CELLS, y * CELLS);
  let any = false;
  for (let i = lowerBound(level.cells, first); i < level.cells.length && (level.cells[i] as number) < first + CELLS * CELLS; i++) {
    const place = (level.cells[i] as number) - first;
    const column = dx * CELLS + MARGIN + withinTile(place);
    const row = dy * CELLS + MARGIN + withinTile(place >>> 1);
    if (column < 0 || row < 0 || column >= GRID_SIDE || row >= GRID_SIDE) continue;
    grid[row * GRID_SIDE + column] = (level.codes[i] as number) + 1;
    any = true;
  }
  return any;
}

/** Every second bit of a number below 2¹⁴. */
function withinTile(bits: number): number {
  let value = 0;
  for (let i = 0; i < CELL_LEVELS; i++) value |= ((bits >>> (2 * i)) & 1) << i;
  return value;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
