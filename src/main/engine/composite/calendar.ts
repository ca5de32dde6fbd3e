import { addDays, dayNumber, type IsoDate, parseIsoDate } from '../../../shared/dates/iso-date.ts';

/** First and last day of a period, both inclusive. */
export interface CalendarPeriod {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** How a span of time is divided: `month`, `dekad`, every so many days (`16d`), or the user's own list. */
export type PeriodRule = string | readonly { readonly start: string; readonly end: string }[];

/** What a {@link PeriodRule} in words looks like. */
export const PERIOD_PATTERN = /^(month|dekad|[1-9]\d{0,3}d)$/;

/**
 * The periods of a span, in order of time. `month` and `dekad` (days 1–10, 11–20, 21–end) are the calendar's and are
 * cut at both ends of the span; `Nd` counts from the first day, and the last one is cut; a list is cut to the span and
 * what lies outside is left out.
 * @throws RangeError for a rule that is none, or a span or period whose end comes before its start
 */
export function calendarPeriods(from: IsoDate, to: IsoDate, rule: PeriodRule): CalendarPeriod[] {
  if (from > to) throw new RangeError(`the span ${from} … ${to} ends before it starts`);
  if (typeof rule !== 'string') return listed(from, to, rule);
  if (!PERIOD_PATTERN.test(rule)) throw new RangeError(`“${rule}” is no period: month, dekad or a number of days such as 16d`);
  const next = rule === 'month' ? nextMonth : rule === 'dekad' ? nextDekad : (day: IsoDate): IsoDate => addDays(day, Number.parseInt(rule, 10));
  const periods: CalendarPeriod[] = [];
  for (let start = from; start <= to; ) {
    const following = next(start);
    periods.push({ start, end: earlier(addDays(following, -1), to) });
    start = following;
  }
  return periods;
}

/** Days since 1970-01-01 of the middle of a period; half days count. */
export function periodMiddle(period: { readonly start: string; readonly end: string }): number {
  return (dayNumber(period.start as IsoDate) + dayNumber(period.end as IsoDate) + 1) / 2;
}

/** Index of the period that holds a day, or −1. Where the user's periods overlap, the first. */
export function periodOf(day: IsoDate, periods: readonly CalendarPeriod[]): number {
  return periods.findIndex(({ start, end }) => start <= day && day <= end);
}

/**
 * A short name for each period: `2021-05` for whole or cut calendar months, the first day otherwise, and both days where
 * first days repeat.
 */
export function periodNames(periods: readonly CalendarPeriod[], rule: PeriodRule): string[] {
  const names = periods.map(({ start }) => (rule === 'month' ? start.slice(0, 7) : start));
  return new Set(names).size === names.length ? names : periods.map(({ start, end }) => `${start}_${end}`);
}

function listed(from: IsoDate, to: IsoDate, rule: Exclude<PeriodRule, string>): CalendarPeriod[] {
  const periods = rule.map(({ start, end }) => {
    const [first, last] = [parseIsoDate(start), parseIsoDate(end)];
    if (!first || !last || first > last) throw new RangeError(`${start} … ${end} is no period`);
    return { start: first < from ? from : first, end: earlier(last, to) };
  });
  return periods.filter(({ start, end }) => start <= end).sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

function nextMonth(day: IsoDate): IsoDate {
  return addDays(`${day.slice(0, 7)}-01` as IsoDate, daysInMonth(day));
}

function nextDekad(day: IsoDate): IsoDate {
  const dayOfMonth = Number(day.slice(8));
  if (dayOfMonth > 20) return nextMonth(day);
  return `${day.slice(0, 8)}${dayOfMonth > 10 ? '21' : '11'}` as IsoDate;
}

function daysInMonth(day: IsoDate): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}
