import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { appError } from '../../shared/errors/app-error.ts';
import { type Api, errorResponse } from './api.ts';
import { answerHttp, sendResponse } from './http.ts';
import { refusalOf, SECURITY_HEADERS } from './security.ts';

/** A running browser host. */
export interface BrowserHost extends AsyncDisposable {
  readonly port: number;
  /** Address with the token; opening it sets a cookie, so that the address bar holds the token no longer. */
  readonly url: string;
}

const COOKIE = 'furrow';
const REASONS = { host: 'it was addressed to another host', origin: 'it comes from another site', token: 'it has not the token of this start' } as const;

/**
 * Serves the API on 127.0.0.1 alone. Each start has its own token: a request is let in when Host and Origin are this
 * server's and the token is in its cookie or its `Authorization: Bearer`.
 * @param port 0 takes a free one
 */
export async function startBrowserHost(api: Api, port = 0, token = randomBytes(24).toString('base64url')): Promise<BrowserHost> {
  const server = createServer((message, response) => {
    void respond(api, message, response, { port: portOf(), token });
  });
  const portOf = (): number => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : port;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: portOf(),
    url: `http://127.0.0.1:${portOf()}/?token=${token}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(api: Api, message: IncomingMessage, response: ServerResponse, server: { port: number; token: string }): Promise<void> {
  const url = new URL(message.url ?? '/', `http://127.0.0.1:${server.port}`);
  const query = url.searchParams.get('token');
  const refusal = refusalOf({ host: message.headers.host, origin: message.headers.origin, token: query ?? tokenOf(message) }, server);
  if (refusal) {
    sendResponse(errorResponse(appError('NOT_AUTHORISED', { reason: REASONS[refusal] })), response);
    return;
  }
  if (query !== null && message.method === 'GET' && url.pathname === '/') {
    openSession(response, server.token);
    return;
  }
  await answerHttp(api, message, response, `http://127.0.0.1:${server.port}`);
}

/**
 * Puts the token into the cookie and leads to the window. A page does it, not a redirect: after a redirect that began
 * elsewhere (a link, a launch file) the browser would keep the strict cookie back.
 */
function openSession(response: ServerResponse, token: string): void {
  const headers = { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'set-cookie': `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/` };
  response.writeHead(200, headers).end('<!doctype html><meta charset="utf-8"><title>Furrow</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=/">');
}

function tokenOf(message: IncomingMessage): string | null {
  const bearer = /^Bearer (.+)$/.exec(message.headers.authorization ?? '')?.[1];
  if (bearer) return bearer;
  const cookies = (message.headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return cookies.find(([name]) => name === COOKIE)?.[1] ?? null;
}
