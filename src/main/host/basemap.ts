import { appError } from '../../shared/errors/app-error.ts';
import { basemap } from '../engine/basemaps/basemap-list.ts';
import { basemapTile } from '../engine/basemaps/basemap-tile.ts';
import type { EngineServices } from '../engine/handler.ts';
import { fileResponse } from './file-response.ts';

/**
 * `GET /basemaps/<id>/file`: a PMTiles or GeoTIFF basemap by byte ranges. `GET /basemaps/<id>/<z>/<x>/<y>`: a tile of an
 * MBTiles one; 204 where it has none. Only files that were granted when they were added to the list are served.
 * @throws BASEMAP_NOT_FOUND, BASEMAP_DAMAGED, FILE_NOT_FOUND, TILE_OUTSIDE
 */
export async function basemapResponse({ workspace }: Pick<EngineServices, 'workspace'>, parts: readonly string[], request: Request): Promise<Response> {
  const [id = '', ...rest] = parts;
  const item = await basemap(workspace, id);
  if (rest.join('/') === 'file') {
    if (item.format === 'mbtiles') throw appError('FILE_NOT_FOUND', { file: `${id}/file` });
    return fileResponse(workspace.absolute(item.path), request);
  }
  const place = /^(\d{1,2})\/(\d{1,9})\/(\d{1,9})$/.exec(rest.join('/'));
  const [z, x, y] = place ? place.slice(1).map(Number) : [];
  if (z === undefined || x === undefined || y === undefined || z > 30 || x >= 2 ** z || y >= 2 ** z) throw appError('TILE_OUTSIDE', { tile: rest.join('/') });
  const headers = { etag: `"${item.stamp}"`, 'cache-control': 'no-cache' };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const tile = await basemapTile(workspace, id, { z, x, y });
  if (!tile) return new Response(null, { status: 204, headers });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(tile.bytes), { headers: { ...headers, 'content-type': tile.type, 'content-length': String(tile.bytes.length) } });
}
