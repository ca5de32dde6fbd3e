import { addDays, type IsoDate } from '../../../../shared/dates/iso-date.ts';

/** Step of a series: months, or dekads that start on days 1, 11 and 21. */
export type Frequency = 'month' | 'dekad';

/** Steps of a year. */
export const STEPS_PER_YEAR = { month: 12, dekad: 36 } as const;
const DEKAD_STARTS = [1, 11, 21];

/**
 * A step counted from January of year 0, or null for a day on which no step starts.
 * @param day UTC
 */
export function slotOf(day: Date, frequency: Frequency): number | null {
  const month = day.getUTCFullYear() * 12 + day.getUTCMonth();
  const start = DEKAD_STARTS.indexOf(day.getUTCDate());
  if (frequency === 'month') return start === 0 ? month : null;
  return start < 0 ? null : month * 3 + start;
}

/** The step that a day lies in. @param day `YYYY-MM-DD` */
export function slotContaining(day: string, frequency: Frequency): number {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return frequency === 'month' ? month : month * 3 + Math.min(2, Math.floor((Number(day.slice(8, 10)) - 1) / 10));
}

/** First and last day of a step. */
export function slotPeriod(slot: number, frequency: Frequency): { readonly start: string; readonly end: string } {
  const start = slotStart(slot, frequency);
  return { start, end: addDays(slotStart(slot + 1, frequency), -1) };
}

/** First day of a step. */
export function slotStart(slot: number, frequency: Frequency): IsoDate {
  const month = frequency === 'month' ? slot : Math.floor(slot / 3);
  const day = frequency === 'month' ? 1 : (DEKAD_STARTS[slot % 3] ?? 1);
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, day)).toISOString().slice(0, 10) as IsoDate;
}

/** The step within its year, 0 … 11 or 35. */
export function slotOfYear(slot: number, frequency: Frequency): number {
  return slot % STEPS_PER_YEAR[frequency];
}
