import type { LandObject } from './landscape.ts';
import { fillPolygon } from './polygon.ts';

/** Cells per side of a 10 m pixel in which objects are drawn: 2.5 m. */
export const CELLS = 4;
/** Objects that are kept per pixel; what is left over goes to the largest. */
export const PARTS = 4;

/**
 * Which objects share each 10 m pixel. `labels[pixel * PARTS + i]` is the label of the part, `shares` its sixteenths;
 * the largest part first. `rim` is 1 where a neighbouring pixel belongs to another object: headlands, hedges' shade.
 */
export interface Cover {
  readonly labels: Uint16Array;
  readonly shares: Uint8Array;
  readonly rim: Uint8Array;
}

/** Draws the objects in order, later ones over earlier ones, and counts them per pixel. */
export function coverOf(objects: readonly LandObject[], sizePx: number): Cover {
  const side = sizePx * CELLS;
  const cells = new Uint16Array(side * side);
  objects.forEach((object, label) => {
    if (object.outline.length >= 3) fillPolygon(cells, side, 10 / CELLS, object.outline, label);
  });
  const labels = new Uint16Array(sizePx * sizePx * PARTS);
  const shares = new Uint8Array(sizePx * sizePx * PARTS);
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) countPixel(cells, side, row, column, labels, shares, (row * sizePx + column) * PARTS);
  }
  return { labels, shares, rim: rimOf(labels, sizePx) };
}

function countPixel(cells: Uint16Array, side: number, row: number, column: number, labels: Uint16Array, shares: Uint8Array, at: number): void {
  const counts = new Map<number, number>();
  for (let y = 0; y < CELLS; y++) {
    const start = (row * CELLS + y) * side + column * CELLS;
    for (let x = 0; x < CELLS; x++) {
      const label = cells[start + x] ?? 0;
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  const sorted = counts.size === 1 ? [...counts] : [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  let left = CELLS * CELLS;
  sorted.slice(0, PARTS).forEach(([label, count], i) => {
    labels[at + i] = label;
    shares[at + i] = count;
    left -= count;
  });
  shares[at] = (shares[at] ?? 0) + left;
}

function rimOf(labels: Uint16Array, sizePx: number): Uint8Array {
  const rim = new Uint8Array(sizePx * sizePx);
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const pixel = row * sizePx + column;
      const own = labels[pixel * PARTS];
      const left = column > 0 ? labels[(pixel - 1) * PARTS] : own;
      const right = column < sizePx - 1 ? labels[(pixel + 1) * PARTS] : own;
      const above = row > 0 ? labels[(pixel - sizePx) * PARTS] : own;
      const below = row < sizePx - 1 ? labels[(pixel + sizePx) * PARTS] : own;
      rim[pixel] = left === own && right === own && above === own && below === own ? 0 : 1;
    }
  }
  return rim;
}
