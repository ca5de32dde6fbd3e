import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Dataset, Layer } from 'gdal-async';
import { appError } from '../../../shared/errors/app-error.ts';

const CHUNK_BYTES = 1 << 20;
/** Place of the length of a dBase header, uint16 little-endian (dBASE file format, Level 5). */
const HEADER_LENGTH_AT = 8;
const LOST = '\uFFFD';
/** Bytes of the longest UTF-8 character: what a cut at the width of a field may take. */
const LONGEST_CHARACTER = 4;

/**
 * Checks the letters of a shapefile as it is read. Without a `.cpg` and with a header that names no code page, GDAL gives its
 * bytes as they are, and those of another character set than UTF-8 become replacement characters, all alike: “bl\uFFFD”.
 * @returns a function that takes the properties of each feature and throws TEXT_LETTERS_UNKNOWN; null for other formats
 */
export function letterCheck(path: string, dataset: Dataset, layer: Layer): ((properties: Readonly<Record<string, unknown>>) => void) | null {
  if (dataset.driver.description !== 'ESRI Shapefile' || !/\.shp$/i.test(path)) return null;
  const widths = new Map([...layer.fields].map(({ name, width }) => [name, width]));
  let isForeign: boolean | null = null;
  return (properties) => {
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value !== 'string' || !value.includes(LOST) || isCut(value, widths.get(name) ?? 0)) continue;
      // A replacement character may also stand in the file itself, which then is UTF-8: those letters were lost before.
      isForeign ??= !isUtf8(path.replace(/\.shp$/i, '.dbf'));
      if (isForeign) throw appError('TEXT_LETTERS_UNKNOWN', { file: path, column: name, example: value, sidecar: basename(path).replace(/\.shp$/i, '.cpg') });
    }
  };
}

/** A text that fills its field may end in half a character. */
function isCut(value: string, width: number): boolean {
  return value.indexOf(LOST) === value.length - 1 && Buffer.byteLength(value.slice(0, -1)) > width - LONGEST_CHARACTER;
}

/** Whether the records of a dBase file are UTF-8. */
function isUtf8(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    readSync(file, buffer, 0, HEADER_LENGTH_AT + 2, 0);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (let at = buffer.readUInt16LE(HEADER_LENGTH_AT), read; (read = readSync(file, buffer, 0, CHUNK_BYTES, at)) > 0; at += read) decoder.decode(buffer.subarray(0, read), { stream: true });
    return true;
  } catch {
    // Not decodable, or not there: its letters are in doubt either way.
    return false;
  } finally {
    closeSync(file);
  }
}
