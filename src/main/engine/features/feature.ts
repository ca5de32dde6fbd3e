/** What the planes of a series are: see docs/architecture.md, “Series layout”. */
export interface SeriesLayout {
  /** Band names in order, such as `B02`. */
  readonly bands: readonly string[];
  /** First and last day of each period, ISO. */
  readonly periods: readonly { readonly start: string; readonly end: string }[];
}

/**
 * Columns worked out for a layout. `compute` fills `out` (row-major [pixels, columns.length]) from the planes of
 * `series` (stored uint16, nodata 65 535; scale of each band as composites store it). Missing = NaN.
 */
export interface FeaturePlan {
  readonly columns: readonly string[];
  compute(series: Uint16Array, pixels: number, out: Float32Array): void;
}
