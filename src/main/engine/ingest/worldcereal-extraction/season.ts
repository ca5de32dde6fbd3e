import { type Frequency, slotOfYear, STEPS_PER_YEAR } from './calendar-slot.ts';

/** What decides which year of steps a sample is cut to. */
export interface SeasonRequest {
  readonly frequency: Frequency;
  /** First and last step that the sample has. */
  readonly first: number;
  readonly last: number;
  /** Step that the label's date lies in. */
  readonly valid: number;
  /** Step of the year that shall be the middle one (index half − 1 of the window). */
  readonly middleOfYear: number;
  /** Steps by which the label may stick out of the window. */
  readonly buffer: number;
}

/** The middle step of the year of a calendar month: May is the middle of December to November, its third dekad that of dekads. */
export function middleOfMonth(month: number, frequency: Frequency): number {
  const perMonth = STEPS_PER_YEAR[frequency] / 12;
  return (month - 1) * perMonth + perMonth - 1;
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

/** The steps of a sample that stay. */
export interface SeasonCut {
  readonly start: number;
  readonly count: number;
}

/** Which steps of the aligned series a sample keeps; see `window` of the extraction's options. */
export type SeasonWindow = 'season' | 'label' | 'whole';

/**
 * Cuts a sample to its season: first to a year and `buffer` steps on both sides, as far as the series reaches; null where
 * less than a year remains. Then `season` keeps the aligned year, `label` the year around the label (its centre clipped
 * to half a year from the ends, as WorldCereal's training does), `whole` all steps, those that are not there included.
 * @param start of the year found by {@link alignSeason}
 * @param position step nearest to the label's date
 */
export function cutSeason(request: SeasonRequest, start: number, position: number, window: SeasonWindow): SeasonCut | null {
  const year = STEPS_PER_YEAR[request.frequency];
  const half = year / 2;
  const from = Math.max(request.first, start - request.buffer);
  const available = Math.min(request.last, start + year - 1 + request.buffer) - from + 1;
  if (available < year) return null;
  if (window === 'season') return { start, count: year };
  if (window === 'whole') return { start: start - request.buffer, count: year + 2 * request.buffer };
  const centre = Math.min(Math.max(position - from, half), available - half);
  return { start: from + centre - half, count: year };
}

/** A season by the days `MM-DD` of its edges; it may cross New Year. */
export interface DayWindow {
  readonly start: string;
  readonly end: string;
}

/** True when a step of the year lies in the season, whose edges count as whole steps. */
export function inSeason(slot: number, season: DayWindow, frequency: Frequency): boolean {
  const at = slotOfYear(slot, frequency);
  const first = stepOfDay(season.start, frequency);
  const last = stepOfDay(season.end, frequency);
  return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

function stepOfDay(day: string, frequency: Frequency): number {
  const [month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  return frequency === 'month' ? month - 1 : (month - 1) * 3 + Math.min(2, Math.floor((dayOfMonth - 1) / 10));
}
