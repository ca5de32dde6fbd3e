import { CALENDAR_SEASONS, type CalendarSeason } from '../../../shared/contract/calendars.ts';
import { appError } from '../../../shared/errors/app-error.ts';

/** Dekads over three years and days of the year of a season, one per cell; 0 where the calendar says nothing. */
export interface SeasonColumns {
  readonly sosDekad: Int16Array;
  readonly eosDekad: Int16Array;
  readonly sosDoy: Int16Array;
  readonly eosDoy: Int16Array;
}

/** A crop calendar: cells of half a degree and the seasons it tells. */
export interface CalendarTable {
  readonly rows: number;
  /** Centres in degrees, at …25 and …75. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly seasons: ReadonlyMap<CalendarSeason, SeasonColumns>;
}

/** A column of a table by name: `s1_sos_dekad`, also with `tc-` or `tc_` before it. */
export function columnOf(names: readonly string[], season: CalendarSeason, edge: 'sos' | 'eos', unit: 'dekad' | 'doy'): string | null {
  const wanted = `${season.replace('tc-', '')}_${edge}_${unit}`;
  return names.find((name) => name.toLowerCase().replace(/^tc[-_]/, '') === wanted) ?? null;
}

/** Seasons that a table tells by dekads. @throws COLUMN_MISSING without lat, lon or any season, or with half of one */
export function seasonsOf(file: string, names: readonly string[]): CalendarSeason[] {
  const needed = 'lat, lon and, for s1, s2 or annual, columns such as s1_sos_dekad and s1_eos_dekad';
  const place = ['lat', 'lon'].find((name) => !names.includes(name));
  if (place !== undefined) throw appError('COLUMN_MISSING', { file, column: place, needed });
  const told = CALENDAR_SEASONS.filter((season) => columnOf(names, season, 'sos', 'dekad') !== null || columnOf(names, season, 'eos', 'dekad') !== null);
  if (told.length === 0) throw appError('COLUMN_MISSING', { file, column: 's1_sos_dekad', needed });
  for (const season of told) {
    for (const edge of ['sos', 'eos'] as const) {
      if (columnOf(names, season, edge, 'dekad') === null) throw appError('COLUMN_MISSING', { file, column: `${season.replace('tc-', '')}_${edge}_dekad`, needed });
    }
  }
  return told;
}

/**
 * Puts rows together into a table.
 * @param value number of a row in a column; NaN where there is none
 * @throws CALENDAR_UNUSABLE for cells that are no centres of half degrees, two rows of one cell, or dekads beyond 108
 */
export function calendarTable(file: string, names: readonly string[], rows: number, value: (name: string, row: number) => number): CalendarTable {
  const seasons = seasonsOf(file, names);
  const lat = Float64Array.from({ length: rows }, (_, row) => value('lat', row));
  const lon = Float64Array.from({ length: rows }, (_, row) => value('lon', row));
  const seen = new Set<string>();
  for (let row = 0; row < rows; row++) {
    const [y, x] = [lat[row] as number, lon[row] as number];
    if (!isCentre(y, 90) || !isCentre(x, 180)) throw appError('CALENDAR_UNUSABLE', { file, problem: `row ${row + 1} lies at ${y}, ${x}, which is no centre of a cell of half a degree` });
    const key = `${y} ${x}`;
    if (seen.has(key)) throw appError('CALENDAR_UNUSABLE', { file, problem: `two rows are of the cell ${y}, ${x}` });
    seen.add(key);
  }
  const column = (name: string | null, most: number): Int16Array => Int16Array.from({ length: rows }, (_, row) => {
    const number = name === null ? 0 : value(name, row);
    if (number > most) throw appError('CALENDAR_UNUSABLE', { file, problem: `row ${row + 1} has ${number} in ${name ?? ''}, beyond ${most}` });
    return Number.isFinite(number) ? Math.max(0, Math.round(number)) : 0;
  });
  return {
    rows, lat, lon,
    seasons: new Map(seasons.map((season): [CalendarSeason, SeasonColumns] => [season, {
      sosDekad: column(columnOf(names, season, 'sos', 'dekad'), 108),
      eosDekad: column(columnOf(names, season, 'eos', 'dekad'), 108),
      sosDoy: column(columnOf(names, season, 'sos', 'doy'), 366),
      eosDoy: column(columnOf(names, season, 'eos', 'doy'), 366),
    }])),
  };
}

function isCentre(value: number, most: number): boolean {
  return Math.abs(value) < most && Math.abs(Math.floor(2 * value) / 2 + 0.25 - value) < 1e-4;
}
