import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { appError } from '../../../shared/errors/app-error.ts';

const JP2_SIGNATURE = Buffer.from([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]);
const CODESTREAM_BOX = 'jp2c';
/** End-of-codestream marker (ISO/IEC 15444-1, A.4.4). */
const EOC = 0xffd9;

/**
 * Finds a JP2 file that was cut short by its boxes alone, without decoding: GDAL opens such a file without a word and
 * fails later, in the middle of a job. Other files, and files inside archives, pass.
 * @throws RASTER_UNREADABLE
 */
export function checkJp2Complete(path: string): void {
  if (path.startsWith('/vsi') || !/\.jp2$/i.test(path)) return;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = readAt(file, 0, 12);
    if (head.length < 12 || !head.subarray(0, 8).equals(JP2_SIGNATURE)) throw damaged(path, 'it does not begin as a JPEG 2000 file does');
    walkBoxes(file, size, path);
  } finally {
    closeSync(file);
  }
}

/** Walks the top-level boxes (ISO/IEC 15444-1, I.4): length, type, 64-bit length when length is 1, to the end when 0. */
function walkBoxes(file: number, size: number, path: string): void {
  let position = 0;
  while (position < size) {
    const header = readAt(file, position, 16);
    if (header.length < 8) throw damaged(path, 'it ends inside a box');
    const short = header.readUInt32BE(0);
    const length = short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : short === 0 ? size - position : short;
    if (length < 8) throw damaged(path, 'a box has no length');
    if (position + length > size) throw damaged(path, `it has ${size} of at least ${position + length} bytes`);
    if (header.toString('latin1', 4, 8) === CODESTREAM_BOX) checkEnd(file, position + length, path);
    position += length;
  }
}

function checkEnd(file: number, end: number, path: string): void {
  const tail = readAt(file, end - 2, 2);
  if (tail.length < 2 || tail.readUInt16BE(0) !== EOC) throw damaged(path, 'its picture ends before the end mark');
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, position));
}

function damaged(path: string, detail: string): Error {
  return appError('RASTER_UNREADABLE', { file: path, detail });
}
