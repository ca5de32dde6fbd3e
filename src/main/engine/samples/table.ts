import type { SeriesLayout } from '../features/feature.ts';

/** Labelled series in memory: row i has the pixel index i in the planes of `series` (docs/architecture.md). */
export interface SampleTable {
  readonly rows: number;
  readonly layout: SeriesLayout;
  readonly ids: readonly string[];
  /** Class code of the scheme per row. */
  readonly classes: readonly string[];
  /** What a split must not tear apart: parcel id or spatial block. */
  readonly groups: readonly string[];
  readonly splits: readonly ('train' | 'test')[];
  /** Coordinates in the sample set's CRS. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly series: Uint16Array;
}
