import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { toAppError } from '../../shared/errors/app-error.ts';
import { parseRange } from './byte-range.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.tif': 'image/tiff; application=geotiff; profile=cloud-optimized',
  '.qml': 'application/xml',
  '.sld': 'application/xml',
  '.xml': 'application/xml',
  '.csv': 'text/csv; charset=utf-8',
};

/**
 * A file as a response, whole or the byte range asked for (206, 416), with an ETag of size and time of change so that
 * a tile that was overwritten is never mixed with the old one.
 * @throws FILE_NOT_FOUND, FILE_NOT_ALLOWED
 */
export async function fileResponse(path: string, request: Request): Promise<Response> {
  const info = await stat(path).catch((cause: unknown) => {
    throw toAppError(cause, path);
  });
  const size = info.size;
  const range = parseRange(request.headers.get('range'), size);
  const headers = new Headers({
    'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: `"${size.toString(16)}-${Math.round(info.mtimeMs).toString(16)}"`,
    'cache-control': 'no-cache',
  });
  if (request.headers.get('if-none-match') === headers.get('etag')) return new Response(null, { status: 304, headers });
  if (range.kind === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  headers.set('content-length', String(end - start + 1));
  if (range.kind === 'part') headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const body = request.method === 'HEAD' || size === 0 ? null : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers });
}
