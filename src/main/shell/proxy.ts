import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../host/security.ts';
import { APP_ORIGIN, resolveAppUrl } from './app-url.ts';

/** Headers of the window's requests that the API looks at; the rest is Chromium's own business. */
const FORWARDED = ['accept', 'content-type', 'content-length', 'range', 'if-none-match', 'if-range'];
/** Headers of one connection, which mean nothing on the next. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

/**
 * Answers `app://furrow/…` with the engine's API behind a local socket: the body of `protocol.handle`.
 * Addresses outside the app are refused with 403, an engine that cannot be reached gives 503 with its reason.
 */
export function createProxy(socketPath: () => Promise<string>): (request: Request) => Promise<Response> {
  return async (request) => {
    const target = resolveAppUrl(request.url);
    const origin = request.headers.get('origin');
    if (target === null || (origin !== null && origin !== APP_ORIGIN)) return plain(403, 'This address is not part of Furrow.');
    try {
      return await forward(request, target, await socketPath());
    } catch (thrown) {
      if (request.signal.aborted) throw thrown;
      return plain(503, thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
}

async function forward(request: Request, target: string, socketPath: string): Promise<Response> {
  const headers: Record<string, string> = { host: 'furrow' };
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const outgoing = httpRequest({ socketPath, path: target, method: request.method, headers, signal: request.signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  const sent = request.body ? pipeline(Readable.fromWeb(request.body as never), outgoing) : Promise.resolve(outgoing.end());
  const [incoming] = await Promise.all([answered, sent]);
  return toResponse(incoming, request.method);
}

function toResponse(incoming: IncomingMessage, method: string): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string' && !HOP_BY_HOP.includes(name)) headers.set(name, value);
  }
  // The API sends it already; the window must not depend on that.
  headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
  const status = incoming.statusCode ?? 502;
  const hasBody = method !== 'HEAD' && ![204, 205, 304].includes(status);
  if (!hasBody) incoming.resume();
  return new Response(hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null, { status, headers });
}

function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}
