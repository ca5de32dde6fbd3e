import { open, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Basemap, basemapSchema } from '../../../shared/contract/basemaps.ts';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import { recordId } from '../../../shared/records/record-id.ts';
import type { WorkerPool } from '../pool/rpc.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { FORMATS } from './formats.ts';

/** Name of the list in a workspace. Only the engine writes it: what it names was granted when it was added. */
export const BASEMAP_FILE = 'basemaps.json';

const listSchema = z.object({ version: z.literal(1), items: z.array(basemapSchema.omit({ isThere: true })).max(500) });
type Kept = z.output<typeof listSchema>['items'][number];

/** Changes of the list wait for each other. */
let last: Promise<unknown> = Promise.resolve();

/** The basemaps of a workspace, in the order they were added. @throws BASEMAP_LIST_DAMAGED */
export async function basemaps(workspace: Workspace): Promise<Basemap[]> {
  const kept = await readList(workspace);
  return Promise.all(kept.map(async (item) => ({ ...item, isThere: (await stampOf(workspace.absolute(item.path))) !== null })));
}

/** One of them. @throws BASEMAP_NOT_FOUND, BASEMAP_LIST_DAMAGED */
export async function basemap(workspace: Workspace, id: string): Promise<Kept> {
  const found = (await readList(workspace)).find((item) => item.id === id);
  if (!found) throw appError('BASEMAP_NOT_FOUND', { id });
  return found;
}

/**
 * Adds a file to the list, or renews what the list says of it. The caller has made sure that the file may be touched.
 * @throws BASEMAP_NOT_UNDERSTOOD, BASEMAP_DAMAGED, CRS_MISSING, FILE_NOT_FOUND, RASTER_UNREADABLE, BASEMAP_LIST_DAMAGED
 */
export async function addBasemap(workspace: Workspace, given: string, lookups: WorkerPool): Promise<Basemap> {
  const path = resolve(given);
  const facts = await inspected(path, lookups);
  const stored = workspace.stored(path);
  const item = await changed(workspace, (items) => {
    const same = items.find((other) => other.path === stored);
    const added: Kept = { ...facts, id: same?.id ?? freeId(facts.title, items), path: stored };
    return { items: same ? items.map((other) => (other === same ? added : other)) : [...items, added], result: added };
  });
  return { ...item, isThere: true };
}

/** Takes one off the list; its file stays. @throws BASEMAP_NOT_FOUND, BASEMAP_LIST_DAMAGED */
export async function removeBasemap(workspace: Workspace, id: string): Promise<void> {
  await changed(workspace, (items) => {
    if (!items.some((item) => item.id === id)) throw appError('BASEMAP_NOT_FOUND', { id });
    return { items: items.filter((item) => item.id !== id), result: undefined };
  });
}

async function inspected(path: string, lookups: WorkerPool): Promise<Omit<Kept, 'id' | 'path'>> {
  const head = await headOf(path);
  const format = FORMATS.find((candidate) => candidate.recognises(head));
  if (!format) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: 'it begins like no MBTiles, PMTiles or GeoTIFF.' });
  return { ...(await format.inspect(path, lookups)), format: format.name, stamp: (await stampOf(path)) ?? '' };
}

async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(127), 0, 127, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EISDIR') throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: 'it is a folder.' });
    throw toAppError(thrown, path);
  }
}

/** Size and time of change of a file; null where there is none. */
async function stampOf(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ? `${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}` : null;
}

function freeId(title: string, items: readonly Kept[]): string {
  const base = recordId(title);
  const taken = new Set(items.map(({ id }) => id));
  let number = 1;
  while (taken.has(number === 1 ? base : `${base}-${number}`)) number += 1;
  return number === 1 ? base : `${base}-${number}`;
}

async function readList(workspace: Workspace): Promise<readonly Kept[]> {
  const path = join(workspace.folder, BASEMAP_FILE);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw toAppError(thrown, path);
  });
  if (text === null) return [];
  const parsed = listSchema.safeParse(jsonOf(path, text));
  if (parsed.success) return parsed.data.items;
  const [issue] = parsed.error.issues;
  throw appError('BASEMAP_LIST_DAMAGED', { file: path, detail: `${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'does not fit'}` });
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw appError('BASEMAP_LIST_DAMAGED', { file: path, detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

function changed<T>(workspace: Workspace, change: (items: readonly Kept[]) => { readonly items: readonly Kept[]; readonly result: T }): Promise<T> {
  const done = last.then(async () => {
    const { items, result } = change(await readList(workspace));
    await writeJsonAtomic(join(workspace.folder, BASEMAP_FILE), { version: 1, items });
    return result;
  });
  last = done.catch(() => undefined);
  return done;
}
