import { closeSync, openSync, readSync } from 'node:fs';
import { appError } from '../../../shared/errors/app-error.ts';

/** `FRRW`: marks a SQLite file as a Furrow catalog. */
export const APPLICATION_ID = 0x46525257;

/** What the first page of a SQLite file says (https://sqlite.org/fileformat2.html, section 1.3). */
export interface CatalogHeader {
  readonly applicationId: number;
  readonly userVersion: number;
}

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/**
 * Reads the header of a catalog without opening it as a database: a file of a newer Furrow must not be changed, and
 * SQLite touches a file beside it as soon as it opens one in WAL mode.
 * @throws AppError CATALOG_DAMAGED when it is no SQLite file; what the file system throws
 */
export function readHeader(path: string, folder: string): CatalogHeader {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, header, 0, HEADER_BYTES, 0);
    if (read < HEADER_BYTES) throw appError('CATALOG_DAMAGED', { folder, detail: `furrow.sqlite has only ${read} bytes` });
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, 16) !== MAGIC) throw appError('CATALOG_DAMAGED', { folder, detail: 'furrow.sqlite is not a SQLite file' });
  return { userVersion: header.readInt32BE(60), applicationId: header.readInt32BE(68) };
}
