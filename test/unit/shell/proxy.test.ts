import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../src/main/host/security.ts';
import { createProxy } from '../../../src/main/shell/proxy.ts';

const servers: Server[] = [];
const folders: string[] = [];

/** An API on a socket of its own, as the engine has. */
async function api(answer: (message: IncomingMessage, response: ServerResponse, body: string) => void): Promise<() => Promise<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'furrow-proxy-'));
  folders.push(folder);
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      answer(message, response, Buffer.concat(chunks).toString('utf8'));
    });
  });
  servers.push(server);
  const socket = join(folder, 'api.sock');
  await new Promise<void>((done) => server.listen(socket, done));
  return () => Promise.resolve(socket);
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('app://furrow/', () => {
  it('passes a call with its body to the engine and its answer back', async () => {
    const socket = await api((message, response, body) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url: message.url, method: message.method, type: message.headers['content-type'], body }));
    });
    const request = new Request('app://furrow/api/records.list?x=1', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"kind":"scene"}' });
    const response = await createProxy(socket)(request);
    expect(await response.json()).toEqual({ url: '/api/records.list?x=1', method: 'POST', type: 'application/json', body: '{"kind":"scene"}' });
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  it('passes byte ranges, and statuses without a body', async () => {
    const socket = await api((message, response) => {
      response.statusCode = message.url === '/assets/m/map.tif' ? 206 : 304;
      response.setHeader('content-range', String(message.headers.range));
      response.end(message.url === '/assets/m/map.tif' ? Buffer.from([1, 2, 3, 255]) : undefined);
    });
    const proxy = createProxy(socket);
    const part = await proxy(new Request('app://furrow/assets/m/map.tif', { headers: { range: 'bytes=0-3' } }));
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes=0-3']);
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([1, 2, 3, 255]);
    const unchanged = await proxy(new Request('app://furrow/assets/m/old.tif'));
    expect([unchanged.status, unchanged.body]).toEqual([304, null]);
  });

  it('streams events as they come and ends the request with the window’s', async () => {
    let isClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const socket = await api((_message, response) => {
      response.write('{"seq":1}\n');
      response.once('close', isClosed);
    });
    const aborter = new AbortController();
    const response = await createProxy(socket)(new Request('app://furrow/api/events', { signal: aborter.signal }));
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toBe('{"seq":1}\n');
    aborter.abort();
    await closed;
    await expect(reader?.read()).rejects.toThrow();
  });

  it('refuses other addresses and other origins without asking the engine', async () => {
    const proxy = createProxy(() => Promise.reject(new Error('asked')));
    expect((await proxy(new Request('app://furrow/..%2f..%2fetc/passwd'))).status).toBe(403);
    expect((await proxy(new Request('app://evil/'))).status).toBe(403);
    expect((await proxy(new Request('app://furrow/', { headers: { origin: 'https://example.org' } }))).status).toBe(403);
  });

  it('says why when the engine cannot be reached', async () => {
    const refused = await createProxy(() => Promise.reject(new Error('The engine stopped again and again.')))(new Request('app://furrow/'));
    expect([refused.status, await refused.text()]).toEqual([503, 'The engine stopped again and again.\n']);
    const gone = await createProxy(() => Promise.resolve(join(tmpdir(), 'furrow-no-such.sock')))(new Request('app://furrow/api/x', { method: 'POST', body: '{}' }));
    expect(gone.status).toBe(503);
  });
});
