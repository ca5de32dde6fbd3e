/** Quantile of sorted values, linear between the two nearest ranks, as numpy's default. @param sorted not empty */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (rank - below);
}

/** The same of counted values. @param counted rising values with how often each occurs; `n` together */
export function countedQuantile(counted: readonly { readonly value: number; readonly count: number }[], n: number, share: number): number {
  const rank = share * (n - 1);
  const below = Math.floor(rank);
  const at = (place: number): number => {
    let left = place;
    for (const { value, count } of counted) {
      if (left < count) return value;
      left -= count;
    }
    return NaN;
  };
  const low = at(below);
  return low + (at(Math.min(below + 1, n - 1)) - low) * (rank - below);
}

/** Digits that a product of a stored number and its scale can have; more is the noise of binary numbers. */
const DIGITS = 12;

/** Rounded to the digits that carry meaning. */
export function tidied(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
