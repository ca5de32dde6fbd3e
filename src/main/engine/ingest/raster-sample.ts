import type { BandSample } from './raster-facts.rpc.ts';

const MAX_DISTINCT = 64;

/**
 * Statistics of stored values.
 * @param nodata the declared nodata; zero counts as empty where there is none, for a Sentinel-2 number 0 is no data
 */
export function sampleOf(values: Float64Array, nodata: number | null): BandSample {
  let empty = 0;
  let zero = 0;
  const valid = new Float64Array(values.length);
  const distinct = new Set<number>();
  let count = 0;
  for (const value of values) {
    const missing = Number.isNaN(value) || value === nodata || (nodata === null && value === 0);
    if (value === 0) zero++;
    if (missing) empty++;
    else if (value !== 0) valid[count++] = value;
    if (!Number.isNaN(value) && distinct.size <= MAX_DISTINCT) distinct.add(value);
  }
  const sorted = valid.subarray(0, count).sort();
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(share * count))] ?? NaN;
  return {
    empty: values.length === 0 ? 0 : empty / values.length,
    zero: values.length === 0 ? 0 : zero / values.length,
    quantiles: count === 0 ? null : { p01: at(0.01), p10: at(0.1), p50: at(0.5), p99: at(0.99) },
    distinct: distinct.size <= MAX_DISTINCT ? [...distinct].sort((a, b) => a - b) : null,
  };
}
