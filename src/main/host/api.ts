import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CONTRACT } from '../../shared/contract/contract.ts';
import type { AppError} from '../../shared/errors/app-error.ts';
import { type ErrorCode, appError, toAppError } from '../../shared/errors/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { assetResponse } from './asset.ts';
import { basemapResponse } from './basemap.ts';
import { chipResponse } from './chip.ts';
import { eventStream } from './ndjson.ts';
import { SECURITY_HEADERS } from './security.ts';
import { staticResponse } from './static.ts';
import { tileResponse } from './tile.ts';

/** Answers every request of every host; see docs/architecture.md. */
export type Api = (request: Request) => Promise<Response>;

export interface ApiOptions {
  /** Folder of the built renderer; null when it is not built. */
  readonly rendererFolder: string | null;
  /** Where unexpected failures are told, with the id that the user sees. */
  readonly log?: (line: string) => void;
}

/** Largest request body: contract calls are small, files never travel. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Makes the API over an open engine. */
export function createApi(engine: Engine, options: ApiOptions): Api {
  return async (request) => {
    const response = await route(engine, options, request).catch((thrown: unknown) => errorResponse(thrown, options));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
    return response;
  };
}

async function route(engine: Engine, options: ApiOptions, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [, area = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  if (area === 'api' && rest[0] === 'events' && request.method === 'GET') return events(engine, url, request.signal);
  if (area === 'api') return callResponse(engine, rest.join('/'), request);
  if (request.method !== 'GET' && request.method !== 'HEAD') throw appError('UNKNOWN_CALL', { call: `${request.method} ${url.pathname}` });
  if (area === 'tiles') return tileResponse(engine.services.parcelTiles, rest, request);
  if (area === 'basemaps') return basemapResponse(engine.services, rest, request);
  if (area === 'chips') return chipResponse(engine.services, rest, url, request);
  if (area === 'assets') return assetResponse(engine.services, rest, request);
  return staticResponse(options.rendererFolder, url.pathname, request);
}

function events(engine: Engine, url: URL, signal: AbortSignal): Response {
  const asked = url.searchParams.get('since');
  const since = asked === 'now' ? null : z.coerce.number().int().min(0).catch(0).parse(asked ?? 0);
  return new Response(eventStream(engine.services.catalog, since, signal), { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } });
}

async function callResponse(engine: Engine, name: string, request: Request): Promise<Response> {
  if (!Object.hasOwn(CONTRACT, name) || request.method !== 'POST') throw appError('UNKNOWN_CALL', { call: name });
  const result = await engine.call(name as keyof typeof CONTRACT, (await bodyOf(request, name)) as never, { signal: request.signal });
  return Response.json(result, { headers: { 'cache-control': 'no-store' } });
}

async function bodyOf(request: Request, call: string): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_BODY_BYTES) throw appError('INVALID_INPUT', { call, field: 'body', problem: 'it is too large' });
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw appError('INVALID_INPUT', { call, field: 'body', problem: 'it is not JSON' });
  }
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNKNOWN_CALL: 404,
  RECORD_NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  TILE_OUTSIDE: 404,
  PATH_NOT_GRANTED: 403,
  NOT_AUTHORISED: 403,
  CANCELLED: 499,
  INTERNAL: 500,
};

/** An error as the API gives it: `{error: {code, message, action, params}}`. */
export function errorResponse(thrown: unknown, options: Pick<ApiOptions, 'log'> = {}): Response {
  const error: AppError = toAppError(thrown);
  const id = randomUUID();
  if (error.code === 'INTERNAL') options.log?.(`${id} ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  return Response.json({ error: { ...error.toJSON(), id } }, { status: STATUS[error.code] ?? 422 });
}
