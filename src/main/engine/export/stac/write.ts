import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../../shared/records/record-base.ts';
import type { RecordOf } from '../../../../shared/records/record.ts';
import { writeFilesAtomic } from '../../workspace/atomic.ts';
import { collectionDocument, rootDocument } from './collection.ts';
import type { StacDocument } from './document.ts';
import { partOf, STAC_PARTS } from './parts.ts';
import { StacIndex } from './stac-index.ts';
import { ROOT_PATH, type StacPart, type StacSource } from './stac-part.ts';

/** A record that was added, changed or removed. */
export interface Touched {
  readonly kind: RecordKind;
  readonly id: string;
}

interface StacFile {
  readonly path: string;
  readonly document: StacDocument;
}

/** Documents are made and written in lots, so that a large catalog is never in memory as a whole. */
const LOT = 256;

/**
 * Writes the STAC catalog of a workspace anew: `catalog.json`, collections and items. Files that are right already are
 * left alone; those of records that are gone are removed.
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeStac(source: StacSource, index = new StacIndex(source)): Promise<void> {
  for (const part of STAC_PARTS) {
    const records = source.catalog[part.kind].list() as RecordOf<RecordKind>[];
    for (let first = 0; first < records.length; first += LOT) await writeItems(source, part, records.slice(first, first + LOT));
    await removeOrphans(source, part, new Set(records.map((record) => record.id)));
    await writeCollections(source, part, index);
  }
  await writeRoot(source, index);
}

/**
 * Brings the documents of some records up to date, and the collections and the root with them.
 * @param index keeps what is known of the other records from one update to the next
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function updateStac(source: StacSource, touched: readonly Touched[], index = new StacIndex(source)): Promise<void> {
  const all = withDependants(source, touched);
  const parts = STAC_PARTS.filter((part) => all.some(({ kind }) => kind === part.kind));
  for (const part of parts) {
    const ids = all.filter(({ kind }) => kind === part.kind).map(({ id }) => id);
    for (let first = 0; first < ids.length; first += LOT) await updateRecords(source, part, ids.slice(first, first + LOT), index);
    await writeCollections(source, part, index);
  }
  if (parts.length > 0) await writeRoot(source, index);
}

async function updateRecords(source: StacSource, part: StacPart, ids: readonly string[], index: StacIndex): Promise<void> {
  const records: RecordOf<RecordKind>[] = [];
  for (const id of ids) {
    const record = source.catalog[part.kind].find(id);
    index.note(part, id, record);
    if (record === null) await removeDocuments(source, part, id);
    else records.push(record);
  }
  await writeItems(source, part, records);
}

/** A map's item tells of its composite, its model, its mask and its parcels: it changes with them. */
function withDependants(source: StacSource, touched: readonly Touched[]): Touched[] {
  const changed = new Set(touched.map(({ kind, id }) => `${kind}/${id}`));
  const dependants = source.catalog.map
    .list()
    .filter((map) => changed.has(`composite/${map.compositeId}`) || changed.has(`model/${map.modelId}`) || changed.has(`mask/${map.croplandId}`) || changed.has(`parcels/${map.parcelsId ?? ''}`))
    .map((map): Touched => ({ kind: 'map', id: map.id }))
    .filter(({ kind, id }) => !changed.has(`${kind}/${id}`));
  return [...touched, ...dependants].filter(({ kind }) => partOf(kind) !== null);
}

async function writeItems(source: StacSource, part: StacPart, records: readonly RecordOf<RecordKind>[]): Promise<void> {
  const files: StacFile[] = [];
  for (const record of records) {
    const items = part.entries(record).map((entry) => ({ path: entry.path, document: part.item(source, record, entry) }));
    files.push(...items);
    // A record that was replaced may have had more items before.
    await removeDocuments(source, part, record.id, new Set([...items.map(({ path }) => path), part.group(record).path]));
  }
  await writeDocuments(source, files);
}

async function writeCollections(source: StacSource, part: StacPart, index: StacIndex): Promise<void> {
  const groups = index.groups(part);
  await writeDocuments(source, groups.map((group) => ({ path: group.group.path, document: collectionDocument(group) })));
  if (groups.length === 0) await rm(join(source.workspace.folder, part.folder, 'collection.json'), { force: true });
}

async function writeRoot(source: StacSource, index: StacIndex): Promise<void> {
  await writeDocuments(source, [{ path: ROOT_PATH, document: rootDocument(source.workspace.folder, index.allGroups()) }]);
}

/** Removes the documents of a record except those to keep. Only names that are STAC's are touched. */
async function removeDocuments(source: StacSource, part: StacPart, id: string, keep: ReadonlySet<string> = new Set()): Promise<void> {
  for (const path of await documentsOf(source, part, id)) {
    if (!keep.has(path)) await rm(join(source.workspace.folder, path), { force: true });
  }
}

/** The documents that a record may have, by workspace-relative path. */
async function documentsOf(source: StacSource, part: StacPart, id: string): Promise<string[]> {
  const place = part.place(id);
  if ('file' in place) return [place.file];
  const names = await namesIn(join(source.workspace.folder, place.folder));
  return names.filter((name) => place.isOurs(name)).map((name) => `${place.folder}/${name}`);
}

/** Removes the documents of records that are not in the catalog: `<folder>/<id>.json` or those in `<folder>/<id>/`. */
async function removeOrphans(source: StacSource, part: StacPart, ids: ReadonlySet<string>): Promise<void> {
  for (const name of await namesIn(join(source.workspace.folder, part.folder))) {
    const id = name.replace(/\.json$/, '');
    if (!ids.has(id) && name !== 'collection.json') await removeDocuments(source, part, id);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  try {
    return await readdir(folder);
  } catch (thrown) {
    // A file where a folder could be, as `maps/collection.json` is no map's folder.
    if ((thrown as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw toAppError(thrown, folder);
  }
}

/** Writes what differs from what is there. */
async function writeDocuments(source: StacSource, files: readonly StacFile[]): Promise<void> {
  const changed: { path: string; data: string }[] = [];
  for (const { path, document } of files) {
    const absolute = join(source.workspace.folder, path);
    const data = `${JSON.stringify(document, null, 2)}\n`;
    if (!existsSync(absolute) || (await readFile(absolute, 'utf8')) !== data) changed.push({ path: absolute, data });
  }
  await writeFilesAtomic(changed);
}
