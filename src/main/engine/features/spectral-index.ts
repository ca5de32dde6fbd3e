/**
 * A spectral index, one file each under `indices/`. `fill` works plane-wise on blocks of stored values (float64, in the
 * order of `bands`, missing = NaN, which arithmetic carries on) and writes `count` values; what has no value is NaN.
 */
export interface SpectralIndex {
  /** Stable id, the first part of its column ids. */
  readonly id: string;
  /** Bands it needs, in the order `fill` gets them. */
  readonly bands: readonly string[];
  /** Formula in reflectance, for people. */
  readonly formula: string;
  /** The paper it is from. */
  readonly reference: string;
  fill(bands: readonly Float64Array[], out: Float64Array, count: number): void;
}

/** The block of band `i`; an index gets as many as it names. */
export function bandBlock(bands: readonly Float64Array[], i: number): Float64Array {
  const block = bands[i];
  if (!block) throw new RangeError(`band block ${i} is not there`);
  return block;
}

/** (a − b) / (a + b) of the first two blocks; NaN where a + b = 0. The scale of the stored values cancels out. */
export function fillNormalisedDifference(bands: readonly Float64Array[], out: Float64Array, count: number): void {
  const a = bandBlock(bands, 0);
  const b = bandBlock(bands, 1);
  for (let i = 0; i < count; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    out[i] = (x - y) / (x + y);
  }
}

/** Keeps a quotient finite: an index whose denominator is 0 has no value. */
export function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
