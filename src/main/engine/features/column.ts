import { appError } from '../../../shared/errors/app-error.ts';
import type { SeriesLayout } from './feature.ts';
import { INDICES } from './indices/registry.ts';
import type { SpectralIndex } from './spectral-index.ts';
import { STATISTICS } from './statistics/registry.ts';
import type { TemporalStatistic } from './temporal-statistic.ts';

/**
 * What a column holds, read from its id:
 * `B04@3` the stored value of a band in period 3 (counted from 0), `NDVI@3` an index then,
 * `NDVI:p90` or `B08:h1cos` a statistic over time, `elevation` a value that does not change (the first period that has one).
 */
export type ColumnTake =
  | { readonly kind: 'period'; readonly period: number }
  | { readonly kind: 'statistic'; readonly statistic: TemporalStatistic }
  | { readonly kind: 'constant' };

/** A column with the band or index it is taken from. */
export interface FeatureColumn {
  readonly id: string;
  readonly series: string;
  readonly take: ColumnTake;
}

const INDEX_BY_ID = new Map(INDICES.map((index) => [index.id, index]));
const STATISTIC_BY_ID = new Map(STATISTICS.map((statistic) => [statistic.id, statistic]));
const COLUMN_ID = /^([A-Za-z][A-Za-z0-9_]*)(?:@(\d+)|:([a-z0-9]+))?$/;

/** The index of that name, or null when the name is a band's. */
export function indexNamed(id: string): SpectralIndex | null {
  return INDEX_BY_ID.get(id) ?? null;
}

/** Bands that a series (band or index) is worked out from. */
export function bandsOfSeries(series: string): readonly string[] {
  return INDEX_BY_ID.get(series)?.bands ?? [series];
}

/** Bands that the columns of a model need, each once, in order of appearance. @throws FEATURE_UNKNOWN */
export function bandsOfColumns(columns: readonly string[]): string[] {
  return [...new Set(columns.flatMap((id) => bandsOfSeries(parseColumn(id).series)))];
}

/** Reads a column id. @throws FEATURE_UNKNOWN */
export function parseColumn(id: string): FeatureColumn {
  const match = COLUMN_ID.exec(id);
  const series = match?.[1];
  if (!series) throw appError('FEATURE_UNKNOWN', { feature: id });
  if (match[2] !== undefined) return { id, series, take: { kind: 'period', period: Number(match[2]) } };
  if (match[3] === undefined) return { id, series, take: { kind: 'constant' } };
  const statistic = STATISTIC_BY_ID.get(match[3]);
  if (!statistic) throw appError('FEATURE_UNKNOWN', { feature: id });
  return { id, series, take: { kind: 'statistic', statistic } };
}

/** Makes sure that a layout has what a column needs. @throws FEATURE_UNAVAILABLE */
export function checkColumn(column: FeatureColumn, layout: SeriesLayout): void {
  const missing = bandsOfSeries(column.series).filter((band) => !layout.bands.includes(band));
  if (missing.length > 0) throw appError('FEATURE_UNAVAILABLE', { feature: column.id, needed: `band ${missing.join(', ')}`, available: layout.bands.join(', ') });
  if (column.take.kind === 'period' && column.take.period >= layout.periods.length) {
    throw appError('FEATURE_UNAVAILABLE', { feature: column.id, needed: `period ${column.take.period}`, available: `${layout.periods.length} periods, counted from 0` });
  }
}
