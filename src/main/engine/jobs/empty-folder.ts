import { readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** True for a folder with a file in it, or in one of its folders, and for a file. */
export function hasFile(path: string): boolean {
  return statSync(path).isDirectory() ? !hasNoFile(path) : true;
}

/**
 * Removes a folder in which there is no file, with the folders inside it. One with a file in it stays whole, and so does one that cannot be
 * read or removed: a tidying that fails must not hide why it was begun.
 */
export function removeIfEmpty(folder: string): void {
  try {
    if (hasNoFile(folder)) removeFolders(folder);
  } catch {
    // It is not there, or not ours to remove.
  }
}

function hasNoFile(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).every((entry) => entry.isDirectory() && hasNoFile(join(folder, entry.name)));
}

function removeFolders(folder: string): void {
  for (const name of readdirSync(folder)) removeFolders(join(folder, name));
  rmdirSync(folder);
}
