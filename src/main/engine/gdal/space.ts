import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';

/** What a file's directory and header take beside its pixels. */
const HEADER_BYTES = 64 * 1024;

/** Bytes that are free where `path` lies or will lie; Infinity where the file system does not tell. */
export function freeBytes(path: string): number {
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // Some network file systems do not know: whoever asks then goes on as if there were room.
    return Infinity;
  }
}

/**
 * Makes sure that `bytes` of pixels fit where `path` will lie, before GDAL begins to write there: libtiff 4.5 may spin
 * for ever in closing a file whose directory found no room (TIFFRewriteDirectory), and nothing can interrupt it.
 * @throws DISK_FULL
 */
export function requireSpace(path: string, bytes: number): void {
  if (freeBytes(path) < bytes + HEADER_BYTES) throw appError('DISK_FULL', { file: path });
}
