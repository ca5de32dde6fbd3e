import { addDays, fromDayNumber, type IsoDate, parseIsoDate } from '../../../../shared/dates/iso-date.ts';

const PER_DAY: Readonly<Record<string, number>> = { day: 1, hour: 24, minute: 1440, second: 86_400 };

/**
 * Days of a CF time axis.
 * @param units such as `days since 1990-01-01`
 * @returns null when the units are no time
 */
export function daysOf(values: readonly number[], units: string): IsoDate[] | null {
  const match = /^(day|hour|minute|second)s? since (.+)$/i.exec(units.trim());
  const origin = match ? parseIsoDate(match[2] ?? '') : null;
  const perDay = PER_DAY[match?.[1]?.toLowerCase() ?? ''];
  if (!origin || perDay === undefined || values.some((value) => !Number.isFinite(value))) return null;
  return values.map((value) => addDays(origin, Math.floor(value / perDay)));
}

/** A period of a series. */
export interface SeriesPeriod {
  readonly start: IsoDate;
  readonly end: IsoDate;
  /** File name without extension: `2021-05`, or the first day when periods are shorter than a month. */
  readonly name: string;
}

/** First and last days of periods that begin on these days: months, dekads, or up to the next beginning. */
export function periodsFrom(starts: readonly IsoDate[]): SeriesPeriod[] {
  const monthly = starts.every((day) => day.endsWith('-01')) && new Set(starts.map((day) => day.slice(0, 7))).size === starts.length && !isDekadal(starts);
  return starts.map((start, i) => {
    if (monthly) return { start, end: monthEnd(start), name: start.slice(0, 7) };
    const next = starts[i + 1];
    const end = isDekadal(starts) ? dekadEnd(start) : next && next > start ? addDays(next, -1) : start;
    return { start, end, name: start };
  });
}

function isDekadal(starts: readonly IsoDate[]): boolean {
  return starts.every((day) => /-(01|11|21)$/.test(day)) && starts.some((day) => !day.endsWith('-01'));
}

function dekadEnd(start: IsoDate): IsoDate {
  return start.endsWith('-21') ? monthEnd(start) : addDays(start, 9);
}

function monthEnd(day: IsoDate): IsoDate {
  return fromDayNumber(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0) / 86_400_000);
}
