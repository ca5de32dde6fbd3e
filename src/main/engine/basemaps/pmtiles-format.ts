import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { appError } from '../../../shared/errors/app-error.ts';
import { type BasemapFormat, boundsOnEarth, plainText } from './format.ts';
import { layerNames } from './vector-layers.ts';

/** Bytes of the header of version 3 (specification 3.4, section 3). */
const HEADER = 127;
/** Metadata is a JSON document of some kilobytes, packed or not. */
const MOST_METADATA_BYTES = 8 * 2 ** 20;
const COMPRESSION = ['unknown', 'none', 'gzip', 'brotli', 'zstd'];
const TILES = ['unknown', 'mvt', 'png', 'jpeg', 'webp', 'avif'];

/** What the header says. */
export interface PmtilesHeader {
  readonly metadata: { readonly offset: number; readonly length: number };
  readonly internalCompression: string;
  readonly tileCompression: string;
  readonly tileType: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Degrees: west, south, east, north. */
  readonly bounds: readonly number[];
}

/**
 * Reads the header of a PMTiles file.
 * @param head its first 127 bytes
 * @param size of the file
 * @throws BASEMAP_NOT_UNDERSTOOD for other versions and for packings that a window cannot undo, BASEMAP_DAMAGED
 */
export function pmtilesHeader(path: string, head: Buffer, size: number): PmtilesHeader {
  if (head.length < HEADER) throw appError('BASEMAP_DAMAGED', { file: path, detail: 'it ends within its header.' });
  if (head[7] !== 3) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `it is PMTiles of version ${head[7] ?? 0}.` });
  const part = (at: number): { offset: number; length: number } => ({ offset: Number(head.readBigUInt64LE(at)), length: Number(head.readBigUInt64LE(at + 8)) });
  const outside = [8, 24, 40, 56].map(part).find(({ offset, length }) => offset + length > size);
  if (outside) throw appError('BASEMAP_DAMAGED', { file: path, detail: `it has ${size} bytes, and its header speaks of ${outside.offset + outside.length}.` });
  const tileCompression = COMPRESSION[head[98] ?? 0] ?? 'unknown';
  const internalCompression = COMPRESSION[head[97] ?? 0] ?? 'unknown';
  const tileType = TILES[head[99] ?? 0] ?? 'unknown';
  for (const packing of [tileCompression, internalCompression]) {
    if (packing === 'brotli' || packing === 'zstd') throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `it is packed with ${packing}; gzip and none are read.` });
  }
  if (tileType === 'unknown') throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: 'it does not say what its tiles are.' });
  const degrees = [102, 106, 110, 114].map((at) => head.readInt32LE(at) / 1e7);
  return { metadata: part(24), internalCompression, tileCompression, tileType, minZoom: head[100] ?? 0, maxZoom: head[101] ?? 0, bounds: degrees };
}

/** PMTiles 3: a pyramid of tiles in one file, read by byte ranges. */
export const pmtilesFormat: BasemapFormat = {
  name: 'pmtiles',
  recognises: (head) => head.subarray(0, 7).toString('latin1') === 'PMTiles',
  async inspect(path) {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0);
      const header = pmtilesHeader(path, buffer.subarray(0, bytesRead), size);
      if (header.maxZoom > 30 || header.minZoom > header.maxZoom) throw appError('BASEMAP_DAMAGED', { file: path, detail: `its zooms are ${header.minZoom} to ${header.maxZoom}.` });
      const { offset, length } = header.metadata;
      if (length > MOST_METADATA_BYTES) throw appError('BASEMAP_DAMAGED', { file: path, detail: `its metadata has ${length} bytes.` });
      const packed = (await file.read(Buffer.alloc(length), 0, length, offset)).buffer;
      const json = textOf(path, packed, header.internalCompression);
      const told = toldIn(json);
      return {
        title: told('name').trim().slice(0, 200) || basename(path).replace(/\.\w+$/, ''),
        content: header.tileType === 'mvt' ? 'vector' : 'raster',
        bounds: boundsOnEarth(header.bounds),
        attribution: plainText(told('attribution')),
        tiles: { minZoom: header.minZoom, maxZoom: header.maxZoom, layers: header.tileType === 'mvt' ? layerNames(json) : [] },
        picture: null,
      };
    } finally {
      await file.close();
    }
  },
};

function textOf(path: string, packed: Buffer, compression: string): string {
  try {
    return (compression === 'gzip' ? gunzipSync(packed, { maxOutputLength: MOST_METADATA_BYTES }) : packed).toString('utf8');
  } catch (cause) {
    throw appError('BASEMAP_DAMAGED', { file: path, detail: 'its metadata cannot be unpacked.' }, { cause });
  }
}

function toldIn(json: string): (name: string) => string {
  try {
    const values = JSON.parse(json) as Readonly<Record<string, unknown>> | null;
    return (name) => {
      const value = values?.[name];
      return typeof value === 'string' ? value : '';
    };
  } catch {
    // The metadata only has words about the map; the tiles are read without them.
    return () => '';
  }
}
