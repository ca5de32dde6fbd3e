import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { requireSpace } from '../../gdal/space.ts';
import { npyHeader } from './npy-header.ts';

/** Makes a file with the header and room for the numbers. @throws DISK_FULL, FILE_NOT_ALLOWED */
export function beginNpy(path: string, shape: readonly number[]): void {
  const header = npyHeader(shape);
  const bytes = header.length + shape.reduce((product, side) => product * side, 4);
  requireSpace(path, bytes);
  writing(path, 'w', (file) => {
    writeWhole(file, header, 0);
    ftruncateSync(file, bytes);
  });
}

/** Numbers and the byte of the file that they begin at. */
export interface NpyRows {
  readonly at: number;
  readonly values: Float32Array;
}

/** Writes rows into a file that {@link beginNpy} made, and waits until they are on the disk. @throws DISK_FULL, FILE_NOT_FOUND */
export function writeNpyRows(path: string, rows: Iterable<NpyRows>): void {
  writing(path, 'r+', (file) => {
    for (const { at, values } of rows) writeWhole(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
  });
}

function writing(path: string, flags: 'w' | 'r+', write: (file: number) => void): void {
  try {
    const file = openSync(path, flags);
    try {
      write(file);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

function writeWhole(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}
