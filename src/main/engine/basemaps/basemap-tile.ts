import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Mbtiles, openMbtiles } from '../catalog/mbtiles.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { basemap } from './basemap-list.ts';

const unpack = promisify(gunzip);
/** Largest vector tile after unpacking. */
const MOST_BYTES = 32 * 2 ** 20;
/** MBTiles files kept open; each holds one handle. */
const KEPT = 4;
const open = new Map<string, Mbtiles>();

/** A tile as it is sent to the window. */
export interface ServedTile {
  readonly bytes: Buffer;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'application/vnd.mapbox-vector-tile';
}

/** What pictures begin with; nothing else is sent as one, whatever a file says of itself. */
const PICTURES = [
  { type: 'image/png', begins: (bytes: Buffer) => bytes.subarray(0, 4).toString('hex') === '89504e47' },
  { type: 'image/jpeg', begins: (bytes: Buffer) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff' },
  { type: 'image/webp', begins: (bytes: Buffer) => bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP' },
] as const;

/**
 * A tile of an MBTiles basemap, unpacked; null where it has none.
 * @throws BASEMAP_NOT_FOUND, BASEMAP_DAMAGED, FILE_NOT_FOUND
 */
export async function basemapTile(workspace: Workspace, id: string, { z, x, y }: { readonly z: number; readonly x: number; readonly y: number }): Promise<ServedTile | null> {
  const { path: stored, format, content, stamp } = await basemap(workspace, id);
  if (format !== 'mbtiles') throw appError('FILE_NOT_FOUND', { file: `${id}/${z}/${x}/${y}` });
  const path = workspace.absolute(stored);
  const found = opened(`${path} ${stamp}`, path).tile(z, x, y);
  if (!found) return null;
  if (content === 'vector') return { bytes: await unpacked(path, found), type: 'application/vnd.mapbox-vector-tile' };
  const type = PICTURES.find(({ begins }) => begins(found))?.type;
  if (!type) throw appError('BASEMAP_DAMAGED', { file: path, detail: `its tile ${z}/${x}/${y} is no picture.` });
  return { bytes: found, type };
}

async function unpacked(path: string, bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw appError('BASEMAP_DAMAGED', { file: path, detail: 'one of its tiles cannot be unpacked.' }, { cause });
  }
}

function opened(key: string, path: string): Mbtiles {
  const tiles = open.get(key) ?? openMbtiles(path);
  open.delete(key);
  open.set(key, tiles);
  for (const [oldest, unused] of [...open].slice(0, Math.max(0, open.size - KEPT))) {
    open.delete(oldest);
    unused[Symbol.dispose]();
  }
  return tiles;
}

/** Closes what is kept open of a file, so that it can be replaced or removed. */
export function closeBasemap(path: string): void {
  for (const [key, tiles] of open) {
    if (!key.startsWith(`${path} `)) continue;
    open.delete(key);
    tiles[Symbol.dispose]();
  }
}
