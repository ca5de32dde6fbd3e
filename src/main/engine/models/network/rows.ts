/** Rows as a network is given them, after the prelude: no value is missing. */
export interface NetworkRows {
  readonly rows: number;
  /** float32, row-major [rows, …input]. */
  readonly input: Float32Array;
  /** Class index per row. */
  readonly labels: Uint16Array;
  /** Above 0. */
  readonly weights: Float64Array;
  /** Relative chance of being drawn per row; without them every row is taken once an epoch. */
  readonly chances?: Float64Array;
}

/** Tensors that every row of every batch gets alike, such as a season mask [1, steps]. */
export type SharedFeeds = Readonly<Record<string, Float32Array>>;
