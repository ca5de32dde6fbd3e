import type { z } from 'zod';
import type { spreadSeriesSchema } from '../../../../shared/contract/values.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { periodMiddle } from '../../composite/calendar.ts';
import type { Curves } from './curves.ts';
import { tidy } from '../physical.ts';

export type SpreadSeries = z.infer<typeof spreadSeriesSchema>;

/** Stored values of many pixels over time. */
export interface Sheaf {
  readonly periods: readonly { readonly start: string; readonly end: string }[];
  /** Pixels or samples. */
  readonly count: number;
  /** Stored values of band `b` of the bands read, in a period; `count` of them. */
  at(period: number, b: number): ArrayLike<number>;
}

/** Median and 10–90 % range of every curve in every period, over the pixels that have a value. */
export function spreadsOf(curves: Curves, sheaf: Sheaf): SpreadSeries {
  const perPeriod = sheaf.periods.map((_, period) => valuesOf(curves, sheaf, period));
  const names = [...curves.bands.map(({ band, unit }) => ({ name: band, unit })), ...curves.indices.map(({ id }) => ({ name: id, unit: '' }))];
  return names.map((head, i) => ({
    ...head,
    periods: sheaf.periods.map(({ start, end }, period) => ({ start, end, middle: periodMiddle({ start, end }), ...spreadOf(perPeriod[period]?.[i] ?? new Float64Array()) })),
  }));
}

/** Physical values of one period: one array per band, then one per index; missing = NaN. */
function valuesOf(curves: Curves, sheaf: Sheaf, period: number): Float64Array[] {
  const stored = new Map(curves.read.map((quantity, b) => {
    const nodata = quantity.nodata ?? COMPOSITE_NODATA;
    return [quantity.band, Float64Array.from(sheaf.at(period, b), (value) => (value === nodata ? NaN : value))];
  }));
  const of = (band: string): Float64Array => stored.get(band) ?? new Float64Array(sheaf.count).fill(NaN);
  const bands = curves.bands.map(({ band, scale, offset }) => of(band).map((value) => (value + offset) * scale));
  const indices = curves.indices.map((index) => {
    const out = new Float64Array(sheaf.count);
    index.fill(index.bands.map(of), out, sheaf.count);
    return out;
  });
  return [...bands, ...indices];
}

/** Number of values, and their 10th, 50th and 90th percentile; null without any. */
export function spreadOf(values: Float64Array): { n: number; p10: number | null; p50: number | null; p90: number | null } {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return { n: 0, p10: null, p50: null, p90: null };
  return { n: sorted.length, p10: percentile(sorted, 0.1), p50: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) };
}

/** Linear between the two nearest ranks, as numpy's default. */
function percentile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return tidy(low + (high - low) * (rank - below));
}
