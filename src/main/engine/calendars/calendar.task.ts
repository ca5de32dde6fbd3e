import type { CalendarSeason } from '../../../shared/contract/calendars.ts';
import { implementTask } from '../pool/rpc.ts';
import { isCalendar, readCalendar, writeCalendar } from './calendar-file.ts';
import type { CalendarTable } from './calendar-table.ts';
import { importCalendarTask, inspectCalendarTask, lookupSeasonTask } from './calendar.rpc.ts';
import { seasonAt, seasonIn } from './lookup.ts';

/** See {@link importCalendarTask}. */
export const importCalendarImplementation = implementTask(importCalendarTask, async ({ path, target, encoding }) => {
  const table = await readCalendar(path, encoding);
  await writeCalendar(target, table);
  return factsOf(table);
});

/** See {@link inspectCalendarTask}. */
export const inspectCalendarImplementation = implementTask(inspectCalendarTask, async ({ path, encoding }) => ({ calendar: (await isCalendar(path)) ? factsOf(await readCalendar(path, encoding)) : null }));

function factsOf(table: CalendarTable): { cells: number; seasons: CalendarSeason[]; bounds: [number, number, number, number] } {
  const least = (values: Float64Array): number => values.reduce((least, value) => Math.min(least, value), Infinity);
  const most = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), -Infinity);
  return { cells: table.rows, seasons: [...table.seasons.keys()], bounds: [least(table.lon), least(table.lat), most(table.lon), most(table.lat)] };
}

/** See {@link lookupSeasonTask}. */
export const lookupSeasonImplementation = implementTask(lookupSeasonTask, async ({ path, name, season, year, box }) => {
  const table = await readCalendar(path);
  const [west, south, east, north] = box;
  const question = { name, season, year };
  return west === east && south === north ? seasonAt(table, question, west, south) : seasonIn(table, question, box);
});
