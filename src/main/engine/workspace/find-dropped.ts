import { type Dirent, realpathSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dropped } from '../../../shared/contract/files.ts';

/** Folders below a root that are looked through at most this deep; a product lies higher than its own files. */
const DEPTH = 6;
/** Entries that are looked at in all: enough for an archive of scenes, and done within a second. */
const MOST_ENTRIES = 50_000;

/**
 * Finds what was dropped on a browser by what the browser tells of it: files by name, length and time of change, folders
 * by name. Hidden folders and links are passed over, so nothing outside the roots is seen.
 * @param roots absolute folders that were opened to Furrow
 * @returns the absolute path of each, or null where none or more than one fits
 */
export async function findDropped(roots: readonly string[], wanted: readonly Dropped[], signal?: AbortSignal): Promise<(string | null)[]> {
  const found = new Map<Dropped, Set<string>>(wanted.map((file) => [file, new Set<string>()]));
  const byName = Map.groupBy(wanted, ({ name }) => name);
  let looked = 0;
  let folders: readonly string[] = roots;
  for (let depth = 0; depth < DEPTH && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      signal?.throwIfAborted();
      for (const entry of await entriesOf(folder)) {
        looked += 1;
        if (looked > MOST_ENTRIES) return answers(wanted, found);
        const path = join(folder, entry.name);
        for (const file of byName.get(entry.name) ?? []) if (await fits(entry, path, file)) found.get(file)?.add(realpathSync(path));
        if (entry.isDirectory()) next.push(path);
      }
    }
    folders = next;
  }
  return answers(wanted, found);
}

/** What lies in a folder; nothing where it may not be read. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(({ name }) => !name.startsWith('.'));
}

async function fits(entry: Dirent, path: string, { bytes, modified }: Dropped): Promise<boolean> {
  if (bytes === null) return entry.isDirectory();
  if (!entry.isFile()) return false;
  const { size, mtimeMs } = await stat(path);
  // Browsers tell whole milliseconds.
  return size === bytes && (modified === null || Math.abs(mtimeMs - modified) < 2);
}

function answers(wanted: readonly Dropped[], found: ReadonlyMap<Dropped, ReadonlySet<string>>): (string | null)[] {
  return wanted.map((file) => {
    const [only, ...more] = found.get(file) ?? [];
    return only !== undefined && more.length === 0 ? only : null;
  });
}
