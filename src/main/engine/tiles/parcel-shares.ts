import { LEAST_SHARE } from './cell-tally.ts';

/** A parcel as its envelope and area describe it, in cells. */
export interface ParcelMiddle {
  readonly x: number;
  readonly y: number;
  /** In cells. */
  readonly area: number;
  /** Width by height. */
  readonly aspect: number;
}

/** Parcels that cover more cells than this are drawn from their outline, smaller ones from their area and middle. */
const OUTLINE_CELLS = 8;
/** A smaller share of a cell is not told, unless the cell holds the parcel's middle. */
const LEAST_TOLD = 0.1;

/**
 * Tells which cells a parcel covers, and how much of each. A small one counts as the rectangle of its area around the
 * middle of its envelope (the cell of the middle always to a share that is shown); of a large one the cells whose centre lies inside the outline.
 * @param outline gives the rings in cells; asked for large parcels only
 * @param take column, row, share of the cell 0…1
 */
export function parcelShares(parcel: ParcelMiddle, outline: () => readonly Float64Array[], take: (x: number, y: number, share: number) => void): void {
  if (parcel.area > OUTLINE_CELLS) fillOutline(outline(), take);
  else fillRectangle(parcel, take);
}

function fillRectangle({ x, y, area, aspect }: ParcelMiddle, take: (x: number, y: number, share: number) => void): void {
  const halfWidth = Math.sqrt(area * aspect) / 2;
  const halfHeight = Math.sqrt(area / aspect) / 2;
  const [middleX, middleY] = [Math.floor(x), Math.floor(y)];
  for (let row = Math.floor(y - halfHeight); row <= Math.floor(y + halfHeight); row++) {
    const tall = Math.min(row + 1, y + halfHeight) - Math.max(row, y - halfHeight);
    for (let column = Math.floor(x - halfWidth); column <= Math.floor(x + halfWidth); column++) {
      const share = tall * (Math.min(column + 1, x + halfWidth) - Math.max(column, x - halfWidth));
      if (column === middleX && row === middleY) take(column, row, Math.max(LEAST_SHARE, share));
      else if (share >= LEAST_TOLD) take(column, row, share);
    }
  }
}

/** Even-odd fill of all rings by the centres of the cells. */
function fillOutline(rings: readonly Float64Array[], take: (x: number, y: number, share: number) => void): void {
  const crossings = new Map<number, number[]>();
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) addCrossings(ring, i, crossings);
  }
  for (const [row, xs] of crossings) {
    xs.sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      for (let column = Math.ceil((xs[i] as number) - 0.5); column + 0.5 < (xs[i + 1] as number); column++) take(column, row, 1);
    }
  }
}

function addCrossings(ring: Float64Array, i: number, crossings: Map<number, number[]>): void {
  const [x0, y0, x1, y1] = ring.subarray(i, i + 4) as unknown as [number, number, number, number];
  if (y0 === y1) return;
  for (let row = Math.ceil(Math.min(y0, y1) - 0.5); row + 0.5 < Math.max(y0, y1); row++) {
    const x = x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0);
    const xs = crossings.get(row);
    if (xs) xs.push(x);
    else crossings.set(row, [x]);
  }
}
