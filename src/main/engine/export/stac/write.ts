import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../../shared/records/common.ts';
import type { RecordOf } from '../../../../shared/records/record.ts';
import { writeFileAtomic } from '../../workspace/atomic.ts';
import { collectionDocument, groupsOf, rootDocument } from './collection.ts';
import type { StacDocument } from './document.ts';
import { partOf, STAC_PARTS } from './parts.ts';
import { ROOT_PATH, type StacGroup, type StacPart, type StacSource } from './stac-part.ts';

/** A record that was added, changed or removed. */
export interface Touched {
  readonly kind: RecordKind;
  readonly id: string;
}

/**
 * Writes the STAC catalog of a workspace anew: `catalog.json`, collections and items. Files that are right already are
 * left alone; those of records that are gone are removed.
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeStac(source: StacSource): Promise<void> {
  for (const part of STAC_PARTS) {
    const records = source.catalog[part.kind].list() as RecordOf<RecordKind>[];
    for (const record of records) await writeItems(source, part, record);
    await removeOrphans(source, part, new Set(records.map((record) => record.id)));
    await writeCollections(source, part);
  }
  await writeRoot(source);
}

/**
 * Brings the documents of some records up to date, and the collections and the root with them.
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function updateStac(source: StacSource, touched: readonly Touched[]): Promise<void> {
  const kinds = new Set<RecordKind>();
  for (const { kind, id } of withDependants(source, touched)) {
    const part = partOf(kind);
    if (part === null) continue;
    kinds.add(kind);
    const record = source.catalog[kind].find(id);
    if (record === null) await removeDocuments(source, part, id);
    else await writeItems(source, part, record);
  }
  for (const kind of kinds) {
    const part = partOf(kind);
    if (part !== null) await writeCollections(source, part);
  }
  if (kinds.size > 0) await writeRoot(source);
}

/** A map's item tells of its composite, its model and its mask: it changes with them. */
function withDependants(source: StacSource, touched: readonly Touched[]): Touched[] {
  const changed = new Set(touched.map(({ kind, id }) => `${kind}/${id}`));
  const dependants = source.catalog.map
    .list()
    .filter((map) => changed.has(`composite/${map.compositeId}`) || changed.has(`model/${map.modelId}`) || changed.has(`mask/${map.croplandId}`))
    .map((map): Touched => ({ kind: 'map', id: map.id }))
    .filter(({ kind, id }) => !changed.has(`${kind}/${id}`));
  return [...touched, ...dependants];
}

async function writeItems(source: StacSource, part: StacPart, record: RecordOf<RecordKind>): Promise<void> {
  const entries = part.entries(record);
  for (const entry of entries) await writeDocument(source, entry.path, part.item(source, record, entry));
  // A record that was replaced may have had more items before.
  await removeDocuments(source, part, record.id, new Set([...entries.map((entry) => entry.path), part.group(record).path]));
}

async function writeCollections(source: StacSource, part: StacPart): Promise<void> {
  const groups = groupsOf(source, part);
  for (const group of groups) await writeDocument(source, group.group.path, collectionDocument(group));
  if (groups.length === 0) await rm(join(source.workspace.folder, part.folder, 'collection.json'), { force: true });
}

async function writeRoot(source: StacSource): Promise<void> {
  const groups: StacGroup[] = STAC_PARTS.flatMap((part) => groupsOf(source, part).map(({ group }) => group));
  await writeDocument(source, ROOT_PATH, rootDocument(source.workspace.folder, groups));
}

/** Removes the documents of a record except those to keep. Only names that are STAC's are touched. */
async function removeDocuments(source: StacSource, part: StacPart, id: string, keep: ReadonlySet<string> = new Set()): Promise<void> {
  const { folder, isOurs } = part.place(id);
  for (const name of await namesIn(join(source.workspace.folder, folder))) {
    if (isOurs(name) && !keep.has(`${folder}/${name}`)) await rm(join(source.workspace.folder, folder, name), { force: true });
  }
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

async function writeDocument(source: StacSource, path: string, document: StacDocument): Promise<void> {
  const absolute = join(source.workspace.folder, path);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (existsSync(absolute) && (await readFile(absolute, 'utf8')) === text) return;
  await writeFileAtomic(absolute, text);
}
