import type { SeriesVectors } from './vectors.ts';

/** The nearest rows of one row. */
export interface Neighbours {
  /** Rows, the nearest first. */
  readonly rows: readonly number[];
  /** Their distances: Euclidean over the values that both have, scaled to all columns. */
  readonly distances: readonly number[];
}

/** Columns after which a sum that is already too great is given up. */
const STEP = 24;

/**
 * The `k` nearest rows of `row` among `pool`, itself and rows that `keptOut` names left out. Distances between rows with
 * missing values are those of scikit-learn's `nan_euclidean_distances`; rows without a common value are no neighbours.
 * Equal distances go by the row's number.
 */
export function nearestRows(vectors: SeriesVectors, row: number, pool: readonly number[], k: number, keptOut: (other: number) => boolean): Neighbours {
  const rows: number[] = [];
  const squares: number[] = [];
  for (const other of pool) {
    if (other === row || keptOut(other)) continue;
    const limit = squares.length < k ? Infinity : (squares[k - 1] as number);
    const square = squaredDistance(vectors, row, other, limit);
    if (!(square < limit || (square === limit && squares.length < k)) || square === Infinity) continue;
    let at = squares.length;
    while (at > 0 && (squares[at - 1] as number) > square) at -= 1;
    rows.splice(at, 0, other);
    squares.splice(at, 0, square);
    if (squares.length > k) {
      rows.pop();
      squares.pop();
    }
  }
  return { rows, distances: squares.map(Math.sqrt) };
}

/** Squared distance; Infinity when there is no common value; given up above `limit` where no value is missing. */
export function squaredDistance({ columns, values, present }: SeriesVectors, a: number, b: number, limit: number): number {
  const [i, j] = [a * columns, b * columns];
  let sum = 0;
  if (present === null) {
    for (let c = 0; c < columns; ) {
      const end = Math.min(columns, c + STEP);
      for (; c < end; c++) {
        const difference = (values[i + c] as number) - (values[j + c] as number);
        sum += difference * difference;
      }
      if (sum > limit) return Infinity;
    }
    return sum;
  }
  let common = 0;
  for (let c = 0; c < columns; c++) {
    const both = (present[i + c] as number) * (present[j + c] as number);
    const difference = (values[i + c] as number) - (values[j + c] as number);
    sum += both * difference * difference;
    common += both;
  }
  return common === 0 ? Infinity : (sum * columns) / common;
}
