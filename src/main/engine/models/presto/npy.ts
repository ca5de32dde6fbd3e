import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { requireSpace } from '../../gdal/space.ts';
import { npyHeader, npyHeaderBytes } from './npy-header.ts';

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

/** Bytes read at a time: a file may be larger than what Node reads in one go. */
const PIECE_BYTES = 2 ** 28;

/**
 * The numbers of a file that {@link beginNpy} made with that shape.
 * @returns float32, row-major
 * @throws FILE_NOT_FOUND, METADATA_INVALID for a file of another shape
 */
export function readNpy(path: string, shape: readonly number[]): Float32Array {
  const header = Buffer.alloc(npyHeaderBytes(shape));
  try {
    const file = openSync(path, 'r');
    try {
      readWhole(file, header, 0);
      if (!header.equals(npyHeader(shape))) throw appError('METADATA_INVALID', { file: path, detail: `it does not hold float32 numbers of the shape ${shape.join(' × ')}` });
      const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
      readWhole(file, new Uint8Array(values.buffer), header.length);
      return values;
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

/**
 * Rows without any value among the first ones: those that begin with NaN. Reads a number a row, however wide rows are.
 * @throws FILE_NOT_FOUND
 */
export function countEmptyRows(path: string, shape: readonly number[], rows: number): number {
  const start = npyHeaderBytes(shape);
  const rowBytes = shape.slice(1).reduce((product, side) => product * side, 4);
  const number = new Float32Array(1);
  try {
    const file = openSync(path, 'r');
    try {
      let empty = 0;
      for (let row = 0; row < rows; row++) {
        readWhole(file, new Uint8Array(number.buffer), start + row * rowBytes);
        if (Number.isNaN(number[0])) empty += 1;
      }
      return empty;
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

function readWhole(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, Math.min(PIECE_BYTES, bytes.length - done), position + done);
    if (read === 0) return;
    done += read;
  }
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
