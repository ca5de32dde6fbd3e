import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';

/** `.name.partial-<pid>[-<n>]`: a file that is being written; never a result. GDAL adds endings for files beside it (`.ovr.tmp`). */
const PARTIAL = /^\.(.+)\.partial-(\d+)(?:-\d+)?(?:\.[a-z.]+)?$/;

/** Counts the replacements of this process, so that two of the same file at once do not share a temporary name. */
let sequence = 0;

/** True for the name of a file that is still being written (see {@link replaceAtomically}). */
export function isPartialName(name: string): boolean {
  return PARTIAL.test(name);
}

/** The name that a temporary file will have in the end, for messages; any other path as it is. */
export function finalPath(path: string): string {
  const name = PARTIAL.exec(basename(path))?.[1];
  return name === undefined ? path : join(dirname(path), name);
}

/**
 * Lets `write` make a file under a temporary name in the folder of `finalPath`, flushes it and its folder, and renames
 * it. A crash at any moment leaves the old file or the new one, never a half. Makes the folder where it is missing.
 * When `write` makes a folder instead of a file, the folder is renamed; `finalPath` must not exist then.
 * @param write gets the temporary absolute path; it has no extension of its own, so name drivers explicitly
 * @returns what `write` gave
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED, or what `write` threw; the temporary file is gone then
 */
export async function replaceAtomically<T>(finalPath: string, write: (temporaryPath: string) => Promise<T>): Promise<T> {
  const made = await replaceFile(finalPath, write);
  await flush(dirname(finalPath));
  return made;
}

/** The same without the flush of the folder. */
async function replaceFile<T>(finalPath: string, write: (temporaryPath: string) => Promise<T>): Promise<T> {
  const folder = dirname(finalPath);
  const temporary = join(folder, `.${basename(finalPath)}.partial-${process.pid}-${(sequence += 1)}`);
  try {
    await makeFolder(folder);
    const made = await write(temporary);
    await flush(temporary);
    await rename(temporary, finalPath);
    return made;
  } catch (thrown) {
    // A failure of the clearing up is not told: it has the cause of the first, and the next start removes what is left.
    await removeTemporary(temporary).catch(() => undefined);
    throw toAppError(thrown, finalPath);
  }
}

/** Removes a temporary file, and what a program put beside it under its name and a further ending. */
async function removeTemporary(temporary: string): Promise<void> {
  for (const name of await namesIn(dirname(temporary))) {
    if (name === basename(temporary) || name.startsWith(`${basename(temporary)}.`)) await rm(join(dirname(temporary), name), { force: true, recursive: true });
  }
}

/**
 * Makes a folder and those above it, where they are missing.
 * @throws AppError FILE_NOT_ALLOWED, also for a read-only disk, of which Node says that the folder “does not exist”
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    const isReadOnly = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    throw isReadOnly ? appError('FILE_NOT_ALLOWED', { file: folder }, { cause: thrown }) : thrown;
  }
}

/**
 * Writes a whole file as {@link replaceAtomically} does. Text is UTF-8.
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeFileAtomic(path: string, data: string | NodeJS.ArrayBufferView): Promise<void> {
  await replaceAtomically(path, (temporary) => writeNew(temporary, data));
}

async function writeNew(path: string, data: string | NodeJS.ArrayBufferView): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
  } finally {
    await file.close();
  }
}

/** How many files {@link writeFilesAtomic} flushes at once: the disk then takes many in one go. */
const FILES_AT_ONCE = 16;

/**
 * Writes many small files, each as {@link writeFileAtomic} does, but many at a time and with each folder flushed once
 * at the end. When one fails the others that were begun are finished, and those not begun are not written.
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeFilesAtomic(files: Iterable<{ readonly path: string; readonly data: string }>): Promise<void> {
  const waiting = files[Symbol.iterator]();
  const folders = new Set<string>();
  let failure: unknown = null;
  const work = async (): Promise<void> => {
    for (let next = waiting.next(); failure === null && !next.done; next = waiting.next()) {
      const { path, data } = next.value;
      folders.add(dirname(path));
      try {
        await replaceFile(path, (temporary) => writeNew(temporary, data));
      } catch (thrown) {
        failure ??= thrown;
      }
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  if (failure !== null) throw toAppError(failure);
  for (const folder of folders) await flush(folder);
}

/** Writes plain data as indented JSON with a final newline, as {@link writeFileAtomic} does. */
export async function writeJsonAtomic(path: string, data: unknown): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(data, null, 2)}\n`);
}

/**
 * SHA-256 of a file in lower-case hexadecimal, read as a stream.
 * @throws AppError FILE_NOT_FOUND, FILE_NOT_ALLOWED
 */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
  return hash.digest('hex');
}

/**
 * Removes temporary files that dead processes left in a folder (not in those below it). Files of processes that are
 * still there are kept.
 * @returns the names removed; none when the folder does not exist
 */
export async function removeStalePartials(folder: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await namesIn(folder)) {
    const pid = Number(PARTIAL.exec(name)?.[2] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(folder, name), { force: true, recursive: true });
    removed.push(name);
  }
  return removed;
}

/** True when a process with this id exists, of whatever user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it is there and belongs to somebody else.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toAppError(thrown, folder);
  }
}

/** Makes sure that a file's bytes, or a folder's entries, are on the disk. Windows cannot open folders: nothing to flush there. */
async function flush(path: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (thrown) {
    if (process.platform === 'win32') return;
    throw thrown;
  }
  try {
    await handle.sync();
  } catch (thrown) {
    if (process.platform !== 'win32') throw thrown;
  } finally {
    await handle.close();
  }
}
