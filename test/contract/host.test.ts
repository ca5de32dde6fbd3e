import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { serve } from '../../src/main/serve.ts';
import type { BrowserHost } from '../../src/main/host/server.ts';
import { CONTRACT } from '../../src/shared/contract/contract.ts';
import type { ErrorDocument } from '../../src/shared/errors/app-error.ts';

const base = mkdtempSync(join(tmpdir(), 'furrow-host-'));
const workspace = join(base, 'area');
const root = join(base, 'scenes');
let host: BrowserHost;
let cookie = '';

beforeAll(async () => {
  mkdirSync(root);
  writeFileSync(join(root, 'notes.txt'), 'x');
  writeFileSync(join(base, 'secret.txt'), 'x');
  await initWorkspace(workspace);
  host = await serve({ workspace, roots: [root], port: 0 });
  const token = new URL(host.url).searchParams.get('token') ?? '';
  cookie = `furrow=${token}`;
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(base, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** One request with exactly these headers (fetch would set Host and Origin itself). */
function send(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: host.port, path, method: options.method ?? 'GET', headers: { cookie, ...options.headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

const post = (call: string, input: unknown): Promise<Reply> => send(`/api/${call}`, { method: 'POST', body: JSON.stringify(input) });
const errorOf = (reply: Reply): ErrorDocument => (JSON.parse(reply.body) as { error: ErrorDocument }).error;

describe('the browser host lets in', () => {
  it('our own page, and puts the token into a cookie that scripts cannot read', async () => {
    const { pathname, search } = new URL(host.url);
    const opened = await send(pathname + search, { headers: { cookie: '' } });
    expect(opened.status).toBe(200);
    expect(opened.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
    expect(opened.body).toContain('content="0;url=/"');
  });

  it.each([
    ['without a token', { cookie: '' }],
    ['with a wrong one', { cookie: 'furrow=wrong' }],
    ['addressed to another host, as after DNS rebinding', { host: 'evil.example' }],
    ['from another site', { origin: 'http://evil.example' }],
  ])('nothing %s', async (_what, headers) => {
    const reply = await send('/api/workspace.info', { method: 'POST', headers, body: '{}' });
    expect(reply.status).toBe(403);
    expect(errorOf(reply).code).toBe('NOT_AUTHORISED');
  });

  it('no page without the policy that the desktop ships', async () => {
    for (const reply of [await send('/'), await post('workspace.info', {}), await send('/', { headers: { cookie: '' } })]) {
      expect(reply.headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('calls', () => {
  it('answer with what the contract says', async () => {
    const reply = await post('workspace.info', {});
    expect(reply.status).toBe(200);
    expect(CONTRACT['workspace.info'].output.parse(JSON.parse(reply.body))).toMatchObject({ folder: workspace, counts: { scene: 0 } });
  });

  const needInput = Object.entries(CONTRACT).filter(([, spec]) => !spec.input.safeParse({}).success);
  it.each(needInput.map(([name]) => name))('%s refuses an input that is empty or of another shape, naming the field', async (name) => {
    for (const input of [{}, [], 'text', { kind: 7, id: 7, paths: 'x', folder: 7, run: 7 }]) {
      const error = errorOf(await post(name, input));
      expect(error.code).toBe('INVALID_INPUT');
      expect(error.params['call']).toBe(name);
    }
  });

  it('that do not exist, or are no JSON, get a typed error', async () => {
    expect(errorOf(await post('scenes.steal', {})).code).toBe('UNKNOWN_CALL');
    expect(errorOf(await post('__proto__', {})).code).toBe('UNKNOWN_CALL');
    expect(errorOf(await send('/api/workspace.info', { method: 'POST', body: '{' })).code).toBe('INVALID_INPUT');
    expect(errorOf(await send('/api/workspace.info')).code).toBe('UNKNOWN_CALL');
  });

  it('reach files inside the roots and none outside', async () => {
    const inside = JSON.parse((await post('files.list', { folder: root })).body) as { entries: { name: string }[] };
    expect(inside.entries.map(({ name }) => name)).toEqual(['notes.txt']);
    for (const folder of [base, `${root}/..`, '/etc', `${root}/../../`]) expect(errorOf(await post('files.list', { folder })).code).toBe('PATH_NOT_GRANTED');
    expect(errorOf(await post('import.paths', { paths: [join(base, 'secret.txt')] })).code).toBe('PATH_NOT_GRANTED');
  });
});

describe('assets', () => {
  it.each(['/assets/nothing/map.tif', '/assets/../package.json', '/assets/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/assets/x%00/y'])('of no record are not found: %s', async (path) => {
    const reply = await send(path);
    expect([403, 404, 503]).toContain(reply.status);
    expect(reply.body).not.toMatch(/root:|"name": "furrow"/);
  });
});

describe('events', () => {
  it('come as one JSON document a line, and again from where a reader left off', async () => {
    const scheme = join(root, 'scheme.json');
    writeFileSync(scheme, JSON.stringify({ id: 'two-crops', title: 'Two crops', classes: [{ value: 1, code: 'wheat', labels: { en: 'Wheat' }, colour: '#ccaa00' }, { value: 2, code: 'maize', labels: { en: 'Maize' }, colour: '#228833' }], mappings: {} }));
    await post('import.paths', { paths: [scheme] });
    const all = await readEvents(0, 'record.added');
    expect(all.map(({ type }) => type)).toContain('record.added');
    const last = all.at(-1)?.seq ?? 0;
    await post('records.remove', { kind: 'scheme', id: 'two-crops' });
    const later = await readEvents(last, 'record.removed');
    expect(later.map(({ type }) => type)).toEqual(['record.removed']);
    expect(later[0]?.seq).toBeGreaterThan(last);
  });

  it('answer at once to whoever comes for the first time, and leave out what happened before', async () => {
    const aborter = new AbortController();
    const response = await fetch(`http://127.0.0.1:${host.port}/api/events?since=now`, { headers: { cookie }, signal: aborter.signal });
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
    const scheme = join(root, 'later-scheme.json');
    writeFileSync(scheme, JSON.stringify({ id: 'later-crops', title: 'Later crops', classes: [{ value: 1, code: 'wheat', labels: { en: 'Wheat' }, colour: '#ccaa00' }], mappings: {} }));
    await post('import.paths', { paths: [scheme] });
    const { value } = await reader.read();
    expect(JSON.parse(value?.split('\n')[0] ?? '')).toMatchObject({ type: 'record.added', payload: { id: 'later-crops' } });
    aborter.abort();
  });
});

/** The events after `since`, up to the first of type `until`. */
async function readEvents(since: number, until: string): Promise<{ seq: number; type: string }[]> {
  const aborter = new AbortController();
  const response = await fetch(`http://127.0.0.1:${host.port}/api/events?since=${since}`, { headers: { cookie }, signal: aborter.signal });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const events: { seq: number; type: string }[] = [];
  let rest = '';
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') events.push(JSON.parse(line) as { seq: number; type: string });
    if (events.some(({ type }) => type === until)) break;
  }
  aborter.abort();
  return events;
}
