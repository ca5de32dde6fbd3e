import { bandsOfSeries } from './column.ts';
import type { SeriesLayout } from './feature.ts';
import { INDICES } from './indices/registry.ts';
import { STATISTICS } from './statistics/registry.ts';

/** Bands that do not change with time: one column, not one per period. */
const CONSTANT_BANDS = new Set(['elevation', 'slope', 'lat', 'lon']);
/**
 * Weather and terrain tell a tree where a sample lies rather than what grows there, and a model that leaned on them
 * fails elsewhere: they are in the set `full` only.
 */
const PLACE_BANDS = new Set([...CONSTANT_BANDS, 'TMEAN', 'PRECIP']);
const DEFAULT_INDICES = ['NDVI', 'EVI', 'NDWI', 'NDTI', 'NDRE', 'CIre', 'VHVV'];
const DEFAULT_STATISTICS = ['p10', 'p50', 'p90', 'amplitude', 'h1cos', 'h1sin'];

/** Named sets of columns; each gives what a layout's bands allow, in a fixed order. */
export const FEATURE_SETS = {
  /** Every changing band and NDVI per period, and the main statistics of the main indices. */
  default: (layout: SeriesLayout) => [
    ...perPeriod(layout, changing(layout)),
    ...perPeriod(layout, allowed(layout, ['NDVI'])),
    ...overTime(allowed(layout, DEFAULT_INDICES), DEFAULT_STATISTICS),
  ],
  /** Bands per period only. */
  bands: (layout: SeriesLayout) => perPeriod(layout, changing(layout)),
  /** Statistics over time only: for series whose periods differ. */
  temporal: (layout: SeriesLayout) => overTime([...changing(layout), ...allowed(layout, allIndices())], allStatistics()),
  /** Everything, weather and terrain too. */
  full: (layout: SeriesLayout) => [
    ...perPeriod(layout, layout.bands.filter((band) => !CONSTANT_BANDS.has(band))),
    ...layout.bands.filter((band) => CONSTANT_BANDS.has(band)),
    ...perPeriod(layout, allowed(layout, allIndices())),
    ...overTime([...changing(layout), ...allowed(layout, allIndices())], allStatistics()),
  ],
} as const;

export type FeatureSetName = keyof typeof FEATURE_SETS;

function allIndices(): string[] {
  return INDICES.map((index) => index.id);
}

function allStatistics(): string[] {
  return STATISTICS.map((statistic) => statistic.id);
}

function changing(layout: SeriesLayout): string[] {
  return layout.bands.filter((band) => !PLACE_BANDS.has(band));
}

function allowed(layout: SeriesLayout, indices: readonly string[]): string[] {
  return indices.filter((index) => bandsOfSeries(index).every((band) => layout.bands.includes(band)));
}

function perPeriod(layout: SeriesLayout, series: readonly string[]): string[] {
  return series.flatMap((name) => layout.periods.map((_, period) => `${name}@${period}`));
}

function overTime(series: readonly string[], statistics: readonly string[]): string[] {
  return series.flatMap((name) => statistics.map((statistic) => `${name}:${statistic}`));
}
