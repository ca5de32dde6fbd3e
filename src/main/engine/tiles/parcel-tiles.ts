import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Bounds, intersects } from '../../../shared/geo/bounds.ts';
import type { ParcelSet } from '../../../shared/records/parcels.ts';
import { fileStamp } from '../catalog/geopackage.ts';
import type { EngineContext } from '../context.ts';
import type { RunOptions, WorkerPool } from '../pool/rpc.ts';
import { MOST_PARCELS } from './overview.ts';
import { bufferedBounds, isTile, type TileAddress, WORLD_HALF } from './tile-address.ts';
import { cutTileTask, overviewTask } from './tiles.rpc.ts';

/** From this zoom on every set is drawn one by one, so that no overview needs to be waited for. */
const ALWAYS_DETAIL = 14;
/** Bytes of tiles kept in memory. */
const MEMORY_BYTES = 64 * 1024 * 1024;
/** Degrees by which a footprint is widened before a tile counts as outside: its box was made from transformed corners. */
const FOOTPRINT_MARGIN = 0.01;

/** Vector tiles of the workspace's parcel sets. */
export interface ParcelTiles {
  /** What changes when the tiles of a set may have changed; for an ETag. @throws RECORD_NOT_FOUND, FILE_NOT_FOUND */
  stamp(id: string): string;
  /**
   * One tile, as Mapbox vector tile with the layer `parcels`; no bytes where no parcel is.
   * @throws RECORD_NOT_FOUND, TILE_OUTSIDE, FILE_NOT_FOUND, VECTOR_UNREADABLE, CANCELLED
   */
  tile(id: string, address: TileAddress, options?: RunOptions): Promise<Uint8Array>;
}

/** What the tiles need of the engine; `lookups` are workers that no job keeps busy. */
export type TileTools = Pick<EngineContext, 'workspace' | 'catalog'> & { readonly lookups: WorkerPool };

/**
 * Makes the tiles over an open workspace. Overviews of large sets are built once and kept in `.cache/tiles/<id>/`, in a
 * file whose name changes with the GeoPackage; older ones and those of removed sets go.
 */
export function createParcelTiles(tools: TileTools): ParcelTiles {
  const memory = new TileMemory();
  const overviews = new Map<string, Promise<string>>();
  const stampOf = (set: ParcelSet): string => fileStamp(tools.workspace.absolute(set.path));
  const overviewOf = (set: ParcelSet, stamp: string): Promise<string> => {
    const key = `${set.id}/${stamp}`;
    const known = overviews.get(key);
    if (known) return known;
    // Not tied to one reader's signal: others wait for it too.
    const made = makeOverview(tools, set, stamp);
    overviews.set(key, made);
    made.catch(() => overviews.delete(key));
    return made;
  };
  return {
    stamp: (id) => stampOf(tools.catalog.parcels.get(id)),
    async tile(id, address, options) {
      const set = tools.catalog.parcels.get(id);
      if (!isTile(address)) throw appError('TILE_OUTSIDE', { tile: `${address.z}/${address.x}/${address.y}` });
      if (!reaches(set, address)) return new Uint8Array(0);
      const stamp = stampOf(set);
      const key = `${id}/${stamp}/${address.z}/${address.x}/${address.y}`;
      const known = memory.get(key);
      if (known) return known;
      const rough = address.z < ALWAYS_DETAIL && set.count > MOST_PARCELS;
      const overview = rough ? await overviewOf(set, stamp) : null;
      const { tile } = await tools.lookups.run(cutTileTask, { ...sourceOf(tools, set), z: address.z, x: address.x, y: address.y, overview }, options);
      return memory.keep(key, Buffer.from(tile, 'base64'));
    },
  };
}

function sourceOf({ workspace }: TileTools, set: ParcelSet): { path: string; layer: string; crs: string } {
  return { path: workspace.absolute(set.path), layer: set.layer, crs: set.crs };
}

async function makeOverview(tools: TileTools, set: ParcelSet, stamp: string): Promise<string> {
  const folder = tools.workspace.absolute('.cache/tiles');
  await removeOthers(folder, (name) => tools.catalog.parcels.find(name) !== null);
  await removeOthers(join(folder, set.id), (name) => name === `${stamp}.overview`);
  const target = join(folder, set.id, `${stamp}.overview`);
  await tools.lookups.run(overviewTask, { ...sourceOf(tools, set), target });
  return target;
}

async function removeOthers(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  for (const name of names) if (!isWanted(name)) await rm(join(folder, name), { recursive: true, force: true });
}

/** False for a tile that lies outside the set's footprint: nothing needs to be opened for it. */
function reaches(set: ParcelSet, address: TileAddress): boolean {
  const [minX, minY, maxX, maxY] = bufferedBounds(address);
  const radius = WORLD_HALF / Math.PI;
  const longitude = (x: number): number => (x / WORLD_HALF) * 180;
  const latitude = (y: number): number => (Math.atan(Math.sinh(y / radius)) * 180) / Math.PI;
  const tile: Bounds = [longitude(minX), latitude(minY), longitude(maxX), latitude(maxY)];
  const m = FOOTPRINT_MARGIN;
  return set.footprint.some(([west, south, east, north]) => intersects(tile, [west - m, south - m, east + m, north + m]));
}

/** The tiles asked for last, up to {@link MEMORY_BYTES}. */
class TileMemory {
  readonly #tiles = new Map<string, Uint8Array>();
  #bytes = 0;

  get(key: string): Uint8Array | null {
    const tile = this.#tiles.get(key);
    if (!tile) return null;
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  keep(key: string, tile: Uint8Array): Uint8Array {
    this.#bytes += tile.byteLength - (this.#tiles.get(key)?.byteLength ?? 0);
    this.#tiles.set(key, tile);
    for (const [oldest, { byteLength }] of this.#tiles) {
      if (this.#bytes <= MEMORY_BYTES) break;
      this.#tiles.delete(oldest);
      this.#bytes -= byteLength;
    }
    return tile;
  }
}
