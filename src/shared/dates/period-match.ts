import { dayOfYear, parseIsoDate } from './iso-date.ts';

/** First and last day of a period, ISO. */
export interface PeriodDates {
  readonly start: string;
  readonly end: string;
}

/** Days by which the starts of two periods may differ and still be the same part of a season. */
const TOLERANCE_DAYS = 12;
const YEAR_DAYS = 365;

/**
 * Where a model's periods lie in a composite's: the index of the first one of consecutive periods that begin on the same
 * days of the year and last as long. Years do not matter: a model learned on one season is used on another.
 * Where a composite of several years holds the season more than once, the last one is taken.
 * @returns null where the composite does not hold the model's season
 */
export function matchPeriods(model: readonly PeriodDates[], composite: readonly PeriodDates[]): number | null {
  for (let first = composite.length - model.length; first >= 0; first--) {
    if (model.every((period, i) => isSamePart(period, composite[first + i] ?? period))) return first;
  }
  return null;
}

function isSamePart(a: PeriodDates, b: PeriodDates): boolean {
  const [startA, startB, endA, endB] = [a.start, b.start, a.end, b.end].map(dayOf) as [number, number, number, number];
  return distance(startA, startB) <= TOLERANCE_DAYS && distance(endA, endB) <= TOLERANCE_DAYS;
}

function dayOf(text: string): number {
  const date = parseIsoDate(text);
  return date ? dayOfYear(date) : Number.NaN;
}

/** Days between two days of the year, the short way round. */
function distance(a: number, b: number): number {
  const days = Math.abs(a - b) % YEAR_DAYS;
  return Math.min(days, YEAR_DAYS - days);
}
