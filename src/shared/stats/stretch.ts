/** Lowest and highest value that a stretch spans; null where there are no values. */
export type Cut = readonly [min: number, max: number] | null;

/**
 * The values between two quantiles, as QGIS cuts cumulatively: linear between neighbours (numpy’s default method).
 * @param values finite values; sorted in place
 */
export function quantileCut(values: Float64Array, low: number, high: number): Cut {
  if (values.length === 0) return null;
  values.sort();
  return [quantile(values, low), quantile(values, high)];
}

/** Mean ± `count` standard deviations (of the population), cut to the values that occur. */
export function deviationCut(values: Float64Array, count: number): Cut {
  if (values.length === 0) return null;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const spread = count * Math.sqrt(squares / values.length);
  return [Math.max(min, mean - spread), Math.min(max, mean + spread)];
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (place - below) * (high - low);
}
