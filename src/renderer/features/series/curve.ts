import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { RawDate, ValueSeries } from '../../../shared/contract/values.ts';
import { dayMs } from '../../state/map/moment.ts';
import type { Place } from '../../state/map/places.ts';
import type { Quantity } from './quantities.ts';

/** A value of a period. */
export interface PeriodPoint {
  readonly start: string;
  readonly end: string;
  /** Milliseconds UTC. */
  readonly at: number;
  /** Clear observations; null where it is a median over many pixels. */
  readonly count: number | null;
  /** True when it was filled in time. */
  readonly filled: boolean;
  readonly value: number | null;
  /** 10 % and 90 % of the pixels of a parcel; null for a pixel. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A value of one acquisition. */
export interface DatePoint {
  readonly at: number;
  readonly value: number | null;
  readonly source: RawDate;
}

/** What was read at a place so far. */
export interface Curve {
  readonly place: Place;
  readonly mode: 'pixel' | 'parcel';
  readonly state: 'reading' | 'there' | 'outside' | 'no-parcel' | 'failed';
  /** Why it failed, in words of the engine. */
  readonly failure: string | null;
  readonly series: Pick<ValueSeries, 'bands' | 'indices' | 'periods' | 'dates'> | null;
  /** Medians and ranges over a parcel. */
  readonly parcel: { readonly fid: number; readonly title: string; /** The set and the code, for a file that brings no word for the crop. */ readonly unnamed?: { readonly set: string; readonly code: string }; readonly pixels: number; readonly taken: 'inner' | 'whole' | 'middle'; readonly spreads: Spreads } | null;
  /** Acquisitions that are still to be read, of how many. */
  readonly pending: number;
  readonly total: number;
}

export type Spreads = CallOutput<'values.parcelSeries'>['series'];

const DAY_MS = 86_400_000;

/** The curve of a quantity by period. */
export function periodPoints(curve: Curve, quantity: Pick<Quantity, 'name' | 'kind'>): PeriodPoint[] {
  if (curve.parcel) {
    const spread = curve.parcel.spreads.find(({ name }) => name === quantity.name);
    return (spread?.periods ?? []).map(({ start, end, middle, p10, p50, p90 }) => ({ start, end, at: middle * DAY_MS, count: null, filled: false, value: p50, low: p10, high: p90 }));
  }
  const at = columnOf(curve, quantity);
  return (curve.series?.periods ?? []).map((row) => ({
    ...{ start: row.start, end: row.end, at: row.middle * DAY_MS, count: row.count, filled: row.filled, low: null, high: null },
    value: (quantity.kind === 'band' ? row.values : row.indices)[at] ?? null,
  }));
}

/** The acquisitions of a quantity in order of time; those that do not reach the place are left out. */
export function datePoints(curve: Curve, quantity: Pick<Quantity, 'name' | 'kind'>): DatePoint[] {
  const at = columnOf(curve, quantity);
  return (curve.series?.dates ?? []).flatMap((source) => {
    if (source.state === 'no data' || source.state === 'failed') return [];
    return [{ at: momentOf(source), value: (quantity.kind === 'band' ? source.values : source.indices)[at] ?? null, source }];
  });
}

/** Milliseconds UTC of an acquisition. */
export function momentOf({ datetime, date }: Pick<RawDate, 'datetime' | 'date'>): number {
  const ms = Date.parse(datetime);
  return Number.isNaN(ms) ? dayMs(date) : ms;
}

function columnOf({ series }: Curve, { name, kind }: Pick<Quantity, 'name' | 'kind'>): number {
  if (!series) return -1;
  return kind === 'band' ? series.bands.findIndex(({ band }) => band === name) : series.indices.indexOf(name);
}

/** Acquisitions told so far with more of them, in order of time, each once. */
export function withDates(dates: readonly RawDate[], more: readonly RawDate[]): RawDate[] {
  const byScene = new Map([...dates, ...more].map((date) => [`${date.scene} ${date.datetime}`, date]));
  return [...byScene.values()].sort((a, b) => momentOf(a) - momentOf(b));
}
