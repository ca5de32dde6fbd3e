import { appError } from '../../../shared/errors/app-error.ts';
import { addDays, dayNumber, dayOfYear, fromDayNumber, type IsoDate } from '../../../shared/dates/iso-date.ts';

const DEKADS_PER_YEAR = 36;

/** First and last day of a season. */
export interface SeasonDates {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** Month (January of year 0 = 0) and third of it (0…2) of a dekad counted over three years, the target year from 37. */
function monthOf(dekad: number, year: number): { readonly month: number; readonly third: number } {
  const index = (year - 1) * DEKADS_PER_YEAR + dekad - 1;
  return { month: Math.floor(index / 3), third: index % 3 };
}

function firstOfMonth(month: number): IsoDate {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)).toISOString().slice(0, 10) as IsoDate;
}

/**
 * Whole months of a season (DOMAIN.md B4): it starts on the first of the month of its first dekad, or of the next where
 * that is the month's third; it ends on the last day of the month of its last dekad, or of the one before where that is
 * the month's first.
 * @param year that the dekads 37–72 lie in
 */
export function datesOfDekads(sosDekad: number, eosDekad: number, year: number): SeasonDates {
  const sos = monthOf(sosDekad, year);
  const eos = monthOf(eosDekad, year);
  return {
    start: firstOfMonth(sos.month + (sos.third === 2 ? 1 : 0)),
    end: addDays(firstOfMonth(eos.month + (eos.third === 0 ? 0 : 1)), -1),
  };
}

/** Calendar month (1…12) that the middle day of a season lies in. */
export function centreMonthOf({ start, end }: SeasonDates): number {
  return Number(fromDayNumber(Math.floor((dayNumber(start) + dayNumber(end)) / 2)).slice(5, 7));
}

/**
 * Calendar month in the middle of a season given by the days `MM-DD` of its edges, which may cross New Year. A season of a
 * whole year has its sixth month there (DOMAIN.md B3), so that the twelve that are kept begin where it begins.
 */
export function centreMonthOfDays(season: { readonly start: string; readonly end: string }): number {
  const endYear = season.start <= season.end ? 2021 : 2022;
  const end = `${endYear}-${season.end === '02-29' ? '02-28' : season.end}` as IsoDate;
  if (addDays(end, 1).slice(5) === season.start) return ((Number(season.start.slice(0, 2)) + 4) % 12) + 1;
  return centreMonthOf({ start: `2021-${season.start}` as IsoDate, end });
}

/** The edges of a season as days `MM-DD`. @throws SEASON_TOO_LONG when it is longer than a year */
export function daysOf({ start, end }: SeasonDates): { readonly start: string; readonly end: string } {
  if (dayNumber(end) - dayNumber(start) + 1 > 366) throw appError('SEASON_TOO_LONG', { start, end });
  return { start: start.slice(5), end: end.slice(5) };
}

/**
 * The season that a label belongs to, by days of the year as the original training takes it (DOMAIN.md B4): the end is
 * 1 January plus that many days, one day late as there; a start not before the end lies in the year before; a label after
 * the end belongs to the season that ends next year.
 */
export function seasonOfLabel(sosDoy: number, eosDoy: number, label: IsoDate): SeasonDates {
  const endYear = Number(label.slice(0, 4)) + (dayOfYear(label) > eosDoy ? 1 : 0);
  const startYear = sosDoy >= eosDoy ? endYear - 1 : endYear;
  const dayIn = (year: number, days: number): IsoDate => addDays(`${String(year).padStart(4, '0')}-01-01` as IsoDate, days);
  return { start: dayIn(startYear, sosDoy), end: dayIn(endYear, eosDoy) };
}
