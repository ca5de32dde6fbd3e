/**
 * A number about one pixel's values over time, one file each under `statistics/`. A statistic that shares work with
 * others (sorting, a fit) belongs to a family that does that work once per pixel and series.
 */
export interface TemporalStatistic {
  /** Stable id, the second part of its column ids, as in `NDVI:p90`. */
  readonly id: string;
  readonly description: string;
  readonly family: 'order' | 'harmonic1' | 'harmonic2';
  /** `order`: from the `count` valid values in rising order. `harmonic*`: from the coefficients, constant first. */
  from(values: Float64Array, count: number): number;
}

/**
 * The quantile at `share` (0…1) of the first `count` values in rising order, interpolated between neighbours as
 * numpy.percentile does by default (Hyndman, Fan 1996, The American Statistician 50(4), type 7). NaN without values.
 */
export function quantileOfSorted(sorted: Float64Array, count: number, share: number): number {
  if (count === 0) return NaN;
  const position = share * (count - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, count - 1)] as number;
  return low + (high - low) * (position - below);
}
