import { appError } from '../../shared/errors/app-error.ts';
import type { EngineServices } from '../engine/handler.ts';
import { chipImage, chipQuerySchema } from '../engine/values/pictures/chip.ts';

/**
 * `GET /chips/<composite>?x=&y=&crs=&period=|scene=&bands=&size=&low=&high=`: a small PNG around a place.
 * @throws INVALID_INPUT and as {@link chipImage}
 */
export async function chipResponse(services: EngineServices, [composite = '']: readonly string[], url: URL, request: Request): Promise<Response> {
  const query = chipQuerySchema.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) {
    const [issue] = query.error.issues;
    throw appError('INVALID_INPUT', { call: `${url.pathname}`, field: issue?.path.join('.') || 'query', problem: issue?.message ?? 'it does not fit' });
  }
  const { png, tag } = await chipImage(services, composite, query.data, request.signal);
  const headers = { etag: `"${tag}"`, 'cache-control': 'no-cache', 'content-type': 'image/png', 'content-length': String(png.length) };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers: { etag: headers.etag, 'cache-control': 'no-cache' } });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(png), { headers });
}
