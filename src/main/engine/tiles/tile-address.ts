import type { Bounds } from '../../../shared/geo/bounds.ts';

/** CRS of the tiles: Web Mercator. */
export const TILE_CRS = 'EPSG:3857';
/** Half the side of the square that zoom 0 covers, metres: π · 6 378 137 (OGC 17-083r4, annex D, WebMercatorQuad). */
export const WORLD_HALF = Math.PI * 6_378_137;
/** Deepest zoom that is cut; a tile is then 1.2 m wide at the equator. */
export const DEEPEST_ZOOM = 24;
/** Units along a tile's side in the vector tile. */
export const EXTENT = 4096;
/** Pixels along a tile's side on the screen: what the window draws a tile with. */
export const TILE_PIXELS = 512;
/** Units per pixel of the screen. */
export const PIXEL = EXTENT / TILE_PIXELS;
/** Units beyond each edge that a tile still holds, so that outlines and labels do not end at seams. */
export const BUFFER = 64;

/** A tile of the XYZ scheme: x from the west, y from the north. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** True when the pyramid has such a tile. */
export function isTile({ z, x, y }: TileAddress): boolean {
  const inRow = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 2 ** z;
  return Number.isInteger(z) && z >= 0 && z <= DEEPEST_ZOOM && inRow(x) && inRow(y);
}

/** Side of the tiles of a zoom in metres of Web Mercator. */
export function tileSide(z: number): number {
  return (2 * WORLD_HALF) / 2 ** z;
}

/** Bounds of a tile with its buffer, in Web Mercator; not beyond the square of the world. */
export function bufferedBounds({ z, x, y }: TileAddress): Bounds {
  const side = tileSide(z);
  const margin = (side * BUFFER) / EXTENT;
  const inWorld = (value: number): number => Math.max(-WORLD_HALF, Math.min(WORLD_HALF, value));
  const west = -WORLD_HALF + x * side;
  const north = WORLD_HALF - y * side;
  return [inWorld(west - margin), inWorld(north - side - margin), inWorld(west + side + margin), inWorld(north + margin)];
}
