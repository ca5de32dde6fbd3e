/** Quantile of sorted values, linear between the two nearest ranks, as numpy's default. @param sorted not empty */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (rank - below);
}

/** Digits that a product of a stored number and its scale can have; more is the noise of binary numbers. */
const DIGITS = 12;

/** Rounded to the digits that carry meaning. */
export function tidied(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
