import { MOST_ROWS } from '../../../shared/contract/parcels.ts';
import { call } from '../../client/call.ts';
import { csvLine } from '../../ui/csv.ts';
import type { TableQuery } from './pages.ts';

/** Ids of one condition; the engine takes no more at once. */
const MOST_IN = 5000;

/** The rows of a query as CSV: names of the columns as in the file, raw values, decimal points. */
export async function rowsCsv(query: TableQuery, columns: readonly string[], signal: AbortSignal, onRows: (done: number, total: number) => void): Promise<string> {
  const lines = [csvLine(columns)];
  const wanted = columns.filter((name) => name !== 'fid');
  for (let offset = 0; ; offset += MOST_ROWS) {
    const page = await call('parcels.page', { ...query, offset, limit: MOST_ROWS, columns: wanted }, signal);
    lines.push(...page.rows.map(({ fid, values }) => csvLine(columns.map((name) => (name === 'fid' ? fid : (values[page.columns.indexOf(name)] ?? null))))));
    onRows(Math.min(offset + MOST_ROWS, page.total), page.total);
    if (offset + MOST_ROWS >= page.total) return lines.join('');
  }
}

/** A query for these parcels alone, in the order of the table. @param fids at most as many as one condition takes */
export function onlyThese(query: TableQuery, fids: Iterable<number>): TableQuery {
  return { ...query, bounds: null, filter: [{ column: 'fid', op: 'in', value: [...fids].slice(0, MOST_IN) }] };
}

/** Ids of the rows from one index to another, both included. */
export async function fidsBetween(query: TableQuery, from: number, to: number): Promise<number[]> {
  const [first, last] = from < to ? [from, to] : [to, from];
  const fids: number[] = [];
  for (let offset = first; offset <= last; offset += MOST_ROWS) {
    const { rows } = await call('parcels.page', { ...query, offset, limit: Math.min(MOST_ROWS, last - offset + 1), columns: [] });
    fids.push(...rows.map(({ fid }) => fid));
  }
  return fids;
}

type Box = readonly [west: number, south: number, east: number, north: number];

/** The box around parcels in degrees; null when none has an outline. */
export async function boxAround(id: string, fids: readonly number[]): Promise<Box | null> {
  const chunks = Array.from({ length: Math.ceil(fids.length / MOST_IN) }, (_, i) => fids.slice(i * MOST_IN, (i + 1) * MOST_IN));
  const boxes = await Promise.all(chunks.map(async (value) => (await call('parcels.select', { id, filter: [{ column: 'fid', op: 'in', value }], limit: 0 })).box));
  return boxes.reduce<Box | null>((around, box) => (box === null ? around : around === null ? box : [Math.min(around[0], box[0]), Math.min(around[1], box[1]), Math.max(around[2], box[2]), Math.max(around[3], box[3])]), null);
}
