import { resolve } from 'node:path';
import type { CalendarSeason } from '../../../shared/contract/calendars.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { textOf } from '../../../shared/messages/message.ts';
import type { TextEncoding } from '../../../shared/text/encoding.ts';
import { type Command, given, type Invocation, number, type Outcome, required, text } from '../command.ts';

export const calendarsCommand: Command = {
  name: 'calendars',
  summary: 'Imports crop calendars (cells of half a degree with starts and ends of seasons), lists them, or looks a season up.',
  usage: '',
  actions: {
    'import FILE': 'reads a table of cells with starts and ends of seasons',
    list: 'the calendars of the workspace',
    'lookup ID': 'the season at a place, or the median over an area',
  },
  takes: { import: ['id', 'title', 'encoding'], list: [], lookup: ['season', 'place', 'bounds', 'year'] },
  example: 'furrow calendars lookup seasonality_lookup --season tc-s1 --place 4.5,51.0 --year 2021',
  options: { season: { type: 'string' }, place: { type: 'string' }, bounds: { type: 'string' }, year: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' }, encoding: { type: 'string' } },
  flags: {
    '--season tc-s1|tc-s2|tc-annual': 'for lookup: the season',
    '--place LON,LAT': 'for lookup: degrees; the cell there, or the nearest one within 5°',
    '--bounds W,S,E,N': 'for lookup: degrees; the median over the cells inside',
    '--year N': 'for lookup: year that the season is told for',
    '--id ID, --title TEXT': 'for import: id and title of the calendar',
    '--encoding windows-1252': 'character set of a CSV that is not Unicode',
  },
  async run(invocation) {
    const [action, name] = invocation.positionals;
    if (action === 'list') return listed(invocation);
    if (action === 'import' && name !== undefined) return imported(invocation, name);
    if (action === 'lookup' && name !== undefined) return lookedUp(invocation, name);
    throw appError('WRONG_USE', { problem: '“furrow calendars” needs import FILE, list or lookup ID.', command: 'calendars' });
  },
};

async function listed({ open }: Invocation): Promise<Outcome> {
  await using client = await open();
  const { items } = await client.call('calendars.list', {});
  return { result: { items }, lines: items.length === 0 ? ['No crop calendars yet.'] : items.map(({ id, cells, seasons }) => `${id}  ${cells} cells  ${seasons.join(', ')}`) };
}

async function imported({ open, flags }: Invocation, file: string): Promise<Outcome> {
  await using client = await open();
  const result = await client.call('calendars.import', { path: resolve(file), ...given({ id: text(flags, 'id'), title: text(flags, 'title'), encoding: text(flags, 'encoding') as TextEncoding | undefined }) });
  return { result, lines: [`Crop calendar ${result.id}: ${result.cells} cells, ${result.seasons.join(', ')}`] };
}

async function lookedUp({ open, flags }: Invocation, id: string): Promise<Outcome> {
  const [lon, lat] = text(flags, 'place')?.split(',').map(Number) ?? [];
  const bounds = text(flags, 'bounds')?.split(',').map(Number) as [number, number, number, number] | undefined;
  const place = lon !== undefined && lat !== undefined ? { lon, lat } : undefined;
  await using client = await open();
  const season = required(flags, 'season', 'calendars') as CalendarSeason;
  const result = await client.call('calendars.lookup', { id, season, ...given({ place, bounds, year: number(flags, 'year', 'calendars') }) });
  const { start, end, centreMonth, cells, warning } = result;
  return { result, lines: [`${season}: ${start} to ${end}, middle month ${centreMonth} (${cells} cells)`, ...(warning === null ? [] : [textOf(warning)])] };
}
