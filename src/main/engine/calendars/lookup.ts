import type { CalendarAnswer, CalendarSeason } from '../../../shared/contract/calendars.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { message } from '../../../shared/messages/message.ts';
import type { CalendarTable, SeasonColumns } from './calendar-table.ts';
import { centreMonthOf, datesOfDekads } from './season-dates.ts';

/** A place without its own cell takes the nearest one within this. */
const REACH_DEGREES = 5;
/** Above this the area has more than one calendar. */
const WIDE_SPREAD_DEKADS = 7;

/** What is asked of a calendar; `name` for messages. */
export interface CalendarQuestion {
  readonly name: string;
  readonly season: CalendarSeason;
  readonly year: number;
}

/** West, south, east, north in degrees. */
type Box = readonly [number, number, number, number];

/**
 * The season at a place: that of its cell of half a degree, or of the nearest one within 5°.
 * @throws CALENDAR_SILENT when there is none, or it says nothing of the season; CALENDAR_UNUSABLE when the table lacks the season
 */
export function seasonAt(table: CalendarTable, question: CalendarQuestion, lon: number, lat: number): CalendarAnswer {
  const columns = columnsOf(table, question);
  const row = cellAt(table, lon, lat);
  const silent = (): Error => appError('CALENDAR_SILENT', { calendar: question.name, season: question.season, place: `${lat.toFixed(3)}, ${lon.toFixed(3)}` });
  if (row === null) throw silent();
  const [sos, eos] = [columns.sosDekad[row] as number, columns.eosDekad[row] as number];
  if (sos <= 0 || eos <= 0) throw silent();
  return answer(question, sos, eos, 1, 0);
}

/**
 * The season of an area: the median of the starts and of the ends over the cells whose centres lie inside, rounded (halves
 * to even); of the middle of the area where it holds none. Cells that say nothing are left out.
 * @throws as {@link seasonAt}
 */
export function seasonIn(table: CalendarTable, question: CalendarQuestion, box: Box): CalendarAnswer {
  const columns = columnsOf(table, question);
  const [west, south, east, north] = box;
  const starts: number[] = [];
  const ends: number[] = [];
  let inside = 0;
  for (let row = 0; row < table.rows; row++) {
    const [x, y] = [table.lon[row] as number, table.lat[row] as number];
    if (x < west || x > east || y < south || y > north) continue;
    inside += 1;
    const [sos, eos] = [columns.sosDekad[row] as number, columns.eosDekad[row] as number];
    if (sos > 0 && eos > 0) {
      starts.push(sos);
      ends.push(eos);
    }
  }
  if (inside === 0) return seasonAt(table, question, (west + east) / 2, (south + north) / 2);
  if (starts.length === 0) throw appError('CALENDAR_SILENT', { calendar: question.name, season: question.season, place: `${south.toFixed(2)}…${north.toFixed(2)}, ${west.toFixed(2)}…${east.toFixed(2)}` });
  return answer(question, roundedMedian(starts), roundedMedian(ends), starts.length, Math.max(spread(starts), spread(ends)));
}

/** Row of the cell of a place, or of the nearest one within 5°; null when there is none. */
export function cellAt(table: CalendarTable, lon: number, lat: number): number | null {
  const [x, y] = [centreOf(clamp(lon, 179.999)), centreOf(clamp(lat, 89.999))];
  let best: number | null = null;
  let least = REACH_DEGREES;
  for (let row = 0; row < table.rows; row++) {
    const distance = Math.hypot((table.lon[row] as number) - x, (table.lat[row] as number) - y);
    if (distance < least || (best === null && distance === least)) [best, least] = [row, distance];
  }
  return best;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}

function centreOf(value: number): number {
  return Math.floor(2 * value) / 2 + 0.25;
}

function columnsOf(table: CalendarTable, { name, season }: CalendarQuestion): SeasonColumns {
  const columns = table.seasons.get(season);
  if (!columns) throw appError('CALENDAR_UNUSABLE', { file: name, problem: `it has no season ${season}; it has ${[...table.seasons.keys()].join(', ')}` });
  return columns;
}

function answer({ season, year }: CalendarQuestion, sosDekad: number, eosDekad: number, cells: number, spreadDekads: number): CalendarAnswer {
  const dates = datesOfDekads(sosDekad, eosDekad, year);
  const warning = spreadDekads > WIDE_SPREAD_DEKADS ? message('SEASON_SPREAD', { count: spreadDekads }) : null;
  return { season, sosDekad, eosDekad, ...dates, centreMonth: centreMonthOf(dates), cells, spreadDekads, warning };
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function roundedMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
  const down = Math.floor(middle);
  return middle - down === 0.5 ? down + (down % 2) : Math.round(middle);
}
