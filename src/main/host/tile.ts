import { appError } from '../../shared/errors/app-error.ts';
import type { ParcelTiles } from '../engine/tiles/parcel-tiles.ts';

/**
 * `GET /tiles/<parcels>/<z>/<x>/<y>.mvt`: a vector tile of a parcel set, with an ETag that changes with the set, so that
 * a tile that the window has already costs no work.
 * @throws TILE_OUTSIDE, RECORD_NOT_FOUND, VECTOR_UNREADABLE
 */
export async function tileResponse(tiles: ParcelTiles, parts: readonly string[], request: Request): Promise<Response> {
  const [id = '', z = '', x = '', file = '', ...rest] = parts;
  const y = /^(\d{1,8})\.mvt$/.exec(file)?.[1];
  if (y === undefined || rest.length > 0 || !/^\d{1,2}$/.test(z) || !/^\d{1,8}$/.test(x)) throw appError('TILE_OUTSIDE', { tile: parts.slice(1).join('/').replace(/\.mvt$/, '') });
  const headers = { etag: `"${tiles.stamp(id)}"`, 'cache-control': 'no-cache', 'content-type': 'application/vnd.mapbox-vector-tile' };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const tile = await tiles.tile(id, { z: Number(z), x: Number(x), y: Number(y) }, { signal: request.signal });
  const body = request.method === 'HEAD' ? null : (tile as Uint8Array<ArrayBuffer>);
  return new Response(body, { headers: { ...headers, 'content-length': String(tile.byteLength) } });
}
