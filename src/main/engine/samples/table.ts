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
  /** How much a row counts in training, at least 0; 1 where nothing is said. */
  readonly weights: Float64Array;
  /** What else is known of the rows, by name: texts, null where it is not known. A name that is absent is known of none. */
  readonly attributes: ReadonlyMap<SampleAttribute, readonly (string | null)[]>;
}

/**
 * What a row may say of itself: `dataset` it came from (WorldCereal's `ref_id`), `year` and `country` of the label, `region` (a place
 * that a split may hold out), `parcel`, `lon` and `lat` in degrees, `valid_time` (`YYYY-MM-DD`) that the label is valid at,
 * `observer` who saw it, `start` of its own series (`YYYY-MM-DD`).
 */
export const SAMPLE_ATTRIBUTES = ['dataset', 'year', 'country', 'region', 'parcel', 'lon', 'lat', 'valid_time', 'observer', 'start'] as const;
export type SampleAttribute = (typeof SAMPLE_ATTRIBUTES)[number];

/** Weights and attributes of rows of which nothing is said. */
export function nothingSaid(rows: number): Pick<SampleTable, 'weights' | 'attributes'> {
  return { weights: new Float64Array(rows).fill(1), attributes: new Map() };
}
