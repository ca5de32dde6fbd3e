import { type Frequency, slotOfYear, STEPS_PER_YEAR } from './calendar-slot.ts';

/** What decides which year of steps a sample is cut to. */
export interface SeasonRequest {
  readonly frequency: Frequency;
  /** First and last step that the sample has. */
  readonly first: number;
  readonly last: number;
  /** Step nearest to the label's date. */
  readonly valid: number;
  /** Step of the year that shall be the middle one (index half − 1 of the window). */
  readonly middleOfYear: number;
  /** Steps by which the label may stick out of the window. */
  readonly buffer: number;
}

/**
 * The first step of the year-long window of a sample, aligned by month of year: the middle step is the nearest one of
 * the wanted month before or after the label whose window the series covers; null when neither is (WorldCereal's season
 * alignment, DOMAIN.md B3).
 */
export function alignSeason({ frequency, first, last, valid, middleOfYear, buffer }: SeasonRequest): number | null {
  const year = STEPS_PER_YEAR[frequency];
  const half = year / 2;
  const validOfYear = slotOfYear(valid, frequency);
  const backward = (validOfYear - middleOfYear + year) % year;
  const forward = (middleOfYear - validOfYear + year) % year;
  const fits = (middle: number): boolean =>
    middle - buffer >= first && middle + buffer <= last &&
    middle - (half - 1) + buffer >= first && middle + half - buffer <= last &&
    valid - buffer >= middle - (half - 1) && valid + buffer <= middle + half;
  const before = valid - backward;
  const after = valid + forward;
  const start = (middle: number): number => middle - (half - 1);
  if (fits(before) && fits(after)) return start(backward - forward <= buffer ? before : after);
  if (fits(before)) return start(before);
  return fits(after) ? start(after) : null;
}
