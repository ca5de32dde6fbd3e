import type { Bounds } from '../../../shared/geo/bounds.ts';
import { transformAll } from './transform-all.ts';

/** Cells of the grid of nodes along each axis. */
const CELLS = 24;
/** Fewer points are transformed one and all: the grid would cost more. */
const FEW = 2 * (CELLS + 1) ** 2;

/** From where to where, and how exactly. */
export interface LocalTransformation {
  readonly from: string;
  readonly to: string;
  /** Where most points lie, in `from`; those outside are transformed exactly. */
  readonly bounds: Bounds;
  /** By how much a point may be off, in units of `to`. */
  readonly tolerance: number;
}

/**
 * Transforms many points of a small area: exactly at the nodes of a grid, in between bilinearly, as gdalwarp's
 * approximating transformer does along lines. The middles of the cells' edges are compared with the exact transformation
 * (those of the cells themselves would tell nothing: between conformal projections the errors along both axes cancel
 * there); where one is off by more than half of the tolerance, all points are transformed exactly.
 * @param points x before y, pairs; the first `count` pairs are used
 * @returns pairs in `to`; NaN where a point cannot be transformed
 */
export function transformWithin(points: Float64Array, count: number, change: LocalTransformation): Float64Array {
  const { from, to, bounds } = change;
  const grid = count > FEW && from !== to && bounds.every(Number.isFinite) ? checkedGrid(change) : null;
  if (!grid) return transformAll(points, count, from, to);
  const out = new Float64Array(count * 2);
  const outside: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!interpolate(grid, bounds, points[i * 2] as number, points[i * 2 + 1] as number, out, i)) outside.push(i);
  }
  if (outside.length > 0) {
    const exact = transformAll(Float64Array.from(outside.flatMap((i) => [points[i * 2] as number, points[i * 2 + 1] as number])), outside.length, from, to);
    for (const [k, i] of outside.entries()) out.set(exact.subarray(k * 2, k * 2 + 2), i * 2);
  }
  return out;
}

/** Nodes in `to`, row by row; null when they are not close enough together. */
function checkedGrid({ from, to, bounds, tolerance }: LocalTransformation): Float64Array | null {
  const nodes = lattice(bounds, CELLS + 1, [0, 0]);
  const middles = Float64Array.of(...lattice(bounds, CELLS, [0.5, 0]), ...lattice(bounds, CELLS, [0, 0.5]));
  const grid = transformAll(nodes, nodes.length / 2, from, to);
  const exact = transformAll(middles, middles.length / 2, from, to);
  const out = new Float64Array(2);
  for (let i = 0; i < exact.length; i += 2) {
    interpolate(grid, bounds, middles[i] as number, middles[i + 1] as number, out, 0);
    // Written so that a NaN fails.
    if (!(Math.hypot((out[0] as number) - (exact[i] as number), (out[1] as number) - (exact[i + 1] as number)) <= tolerance / 2)) return null;
  }
  return grid;
}

function lattice([minX, minY, maxX, maxY]: Bounds, side: number, shift: readonly [x: number, y: number]): Float64Array {
  const points = new Float64Array(side * side * 2);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      points[(row * side + column) * 2] = minX + ((maxX - minX) * (column + shift[0])) / CELLS;
      points[(row * side + column) * 2 + 1] = minY + ((maxY - minY) * (row + shift[1])) / CELLS;
    }
  }
  return points;
}

/** @returns false for a point outside the grid */
function interpolate(grid: Float64Array, [minX, minY, maxX, maxY]: Bounds, x: number, y: number, out: Float64Array, place: number): boolean {
  const u = ((x - minX) / (maxX - minX)) * CELLS;
  const v = ((y - minY) / (maxY - minY)) * CELLS;
  if (!(u >= 0 && u <= CELLS && v >= 0 && v <= CELLS)) return false;
  const column = Math.min(CELLS - 1, Math.floor(u));
  const row = Math.min(CELLS - 1, Math.floor(v));
  const [fu, fv] = [u - column, v - row];
  const a = (row * (CELLS + 1) + column) * 2;
  const b = a + (CELLS + 1) * 2;
  for (let axis = 0; axis < 2; axis++) {
    const low = (grid[a + axis] as number) * (1 - fu) + (grid[a + 2 + axis] as number) * fu;
    const high = (grid[b + axis] as number) * (1 - fu) + (grid[b + 2 + axis] as number) * fu;
    out[place * 2 + axis] = low * (1 - fv) + high * fv;
  }
  return true;
}
