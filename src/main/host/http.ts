import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Api } from './api.ts';
import { SECURITY_HEADERS } from './security.ts';

/** Answers one HTTP message with the API; a reader that goes away aborts the request's signal. */
export async function answerHttp(api: Api, message: IncomingMessage, response: ServerResponse, base: string): Promise<void> {
  const aborter = new AbortController();
  response.once('close', () => {
    aborter.abort();
  });
  sendResponse(await api(toRequest(message, base, aborter.signal)), response);
}

function toRequest(message: IncomingMessage, base: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  const hasBody = message.method !== 'GET' && message.method !== 'HEAD';
  const body = hasBody ? (Readable.toWeb(message) as ReadableStream<Uint8Array>) : null;
  return new Request(new URL(message.url ?? '/', base), { method: message.method ?? 'GET', headers, signal, body, ...(body ? { duplex: 'half' } : {}) });
}

/** Writes a response to an HTTP socket. */
export function sendResponse(response: Response, target: ServerResponse): void {
  target.writeHead(response.status, { ...SECURITY_HEADERS, ...Object.fromEntries(response.headers) });
  // A stream that has nothing to tell yet is open all the same.
  target.flushHeaders();
  if (!response.body) {
    target.end();
    return;
  }
  const body = Readable.fromWeb(response.body as never);
  // The reader of a tile or of the events may go away at any time; that ends the source, and is no failure.
  body.once('error', () => target.destroy());
  target.once('close', () => body.destroy());
  body.pipe(target);
}
