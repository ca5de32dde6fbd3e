import { resolve } from 'node:path';
import type { Basemap } from '../../../shared/contract/basemaps.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { Command, Invocation, Outcome } from '../command.ts';

const ACTIONS: Readonly<Record<string, (invocation: Invocation) => Promise<Outcome>>> = { list, add, remove };

export const basemapsCommand: Command = {
  name: 'basemaps',
  summary: 'Lists, adds and removes the basemaps that the window can show: MBTiles, PMTiles, GeoTIFF. The files stay where they lie.',
  usage: '',
  actions: { list: 'the basemaps', 'add FILE…': 'shows files as basemaps', 'remove ID…': 'takes basemaps out of the list' },
  example: 'furrow basemaps add /maps/region.mbtiles',
  options: {},
  flags: {},
  async run(invocation) {
    const action = ACTIONS[invocation.positionals[0] ?? ''];
    if (!action) throw appError('WRONG_USE', { problem: `“furrow basemaps” needs ${Object.keys(ACTIONS).join(', ')}.`, command: 'basemaps' });
    return action(invocation);
  },
};

const lineOf = ({ id, title, format, path, isThere }: Basemap): string => `${id}  ${title}  ${format}  ${path}${isThere ? '' : '  (missing)'}`;

async function list({ open }: Invocation): Promise<Outcome> {
  await using client = await open();
  const { items } = await client.call('basemaps.list', {});
  return { result: { items }, lines: items.map(lineOf) };
}

async function add({ open, positionals }: Invocation): Promise<Outcome> {
  const paths = named(positionals, 'the file of a basemap');
  await using client = await open();
  const items: Basemap[] = [];
  for (const path of paths) items.push(await client.call('basemaps.add', { path: resolve(path) }));
  return { result: { items }, lines: items.map(lineOf) };
}

async function remove({ open, positionals }: Invocation): Promise<Outcome> {
  const ids = named(positionals, 'the id of a basemap');
  await using client = await open();
  for (const id of ids) await client.call('basemaps.remove', { id });
  return { result: { removed: ids }, lines: ids.map((id) => `Removed ${id}; its file stays.`) };
}

/** What is named after the action. @throws WRONG_USE when nothing is */
function named([, ...names]: readonly string[], what: string): string[] {
  if (names.length === 0) throw appError('WRONG_USE', { problem: `“furrow basemaps” needs ${what}.`, command: 'basemaps' });
  return names;
}
