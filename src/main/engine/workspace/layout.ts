import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import { isPartialName, makeFolder, removeStalePartials } from './atomic.ts';

/** Folders of a workspace; docs/workspace.md says what lies in each. */
export const WORKSPACE_FOLDERS = ['calendars', 'composites', 'embeddings', 'maps', 'models', 'observations', 'parcels', 'runs', 'samples'] as const;

/** What an operating system puts into any folder: it does not make a folder foreign. */
const HARMLESS = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', 'lost+found']);

/**
 * Makes the folders of a workspace in a new or empty folder. One that holds `marker` is a workspace already and is left alone.
 * @returns true when the folders were made
 * @throws AppError WORKSPACE_NOT_EMPTY when it holds anything else, WORKSPACE_READ_ONLY, DISK_FULL
 */
export async function prepareFolder(folder: string, marker: string): Promise<boolean> {
  try {
    await makeFolder(folder);
    const names = await readdir(folder);
    if (names.includes(marker)) return false;
    for (const name of names) if (!(await isHarmless(folder, name))) throw appError('WORKSPACE_NOT_EMPTY', { folder });
    for (const name of WORKSPACE_FOLDERS) await makeFolder(join(folder, name));
    return true;
  } catch (thrown) {
    throw refusal(thrown, folder);
  }
}

/**
 * Removes what processes that were killed left half-written anywhere in a workspace. Call it while the workspace is locked.
 * @returns how many files went
 */
export async function removeAbandonedFiles(folder: string): Promise<number> {
  let removed = (await removeStalePartials(folder)).length;
  for (const name of [...WORKSPACE_FOLDERS, 'stac']) {
    const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(noneWhenMissing);
    const folders = new Set(entries.filter((entry) => isPartialName(entry.name)).map((entry) => entry.parentPath));
    for (const place of folders) removed += (await removeStalePartials(place)).length;
  }
  return removed;
}

function noneWhenMissing(thrown: unknown): [] {
  if (['ENOENT', 'ENOTDIR'].includes(String((thrown as NodeJS.ErrnoException).code))) return [];
  throw toAppError(thrown);
}

/** True for the system's own files and for what an attempt that was interrupted left behind: halves and empty folders of ours. */
async function isHarmless(folder: string, name: string): Promise<boolean> {
  if (HARMLESS.has(name) || isPartialName(name)) return true;
  return (WORKSPACE_FOLDERS as readonly string[]).includes(name) && (await readdir(join(folder, name))).length === 0;
}

function refusal(thrown: unknown, folder: string): Error {
  const error = toAppError(thrown, folder);
  if (error.code === 'FILE_NOT_ALLOWED') return appError('WORKSPACE_READ_ONLY', { folder }, { cause: thrown });
  // A file, or a part of the path that is one, where the folder should be.
  if (['EEXIST', 'ENOTDIR'].includes(String((thrown as NodeJS.ErrnoException).code))) return appError('WORKSPACE_NOT_EMPTY', { folder }, { cause: thrown });
  return error;
}
