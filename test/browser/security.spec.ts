import { expect, type Page, test } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../src/main/host/security.ts';
import { startTestHost, type TestHost } from './host.ts';

let host: TestHost;
test.beforeAll(async () => {
  host = await startTestHost();
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** Opens the address with its token; a page puts the token into the cookie and leads on to the window. */
async function open(page: Page): Promise<void> {
  await page.goto(host.url);
  await page.waitForURL(`${host.origin}/`);
  await expect(page.locator('#root')).not.toBeEmpty();
}

/** What the page asks for and what its policy refuses, from its first moment on. */
async function watch(page: Page): Promise<{ requests: string[]; refusals: () => Promise<string[]> }> {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.addInitScript(() => {
    const refusals: string[] = [];
    Object.assign(globalThis, { refusals });
    document.addEventListener('securitypolicyviolation', (event) => refusals.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  return { requests, refusals: () => page.evaluate(() => (globalThis as unknown as { refusals: string[] }).refusals) };
}

test('the window loads under the policy that ships, without breaking it and without leaving the machine', async ({ page }) => {
  const { requests, refusals } = await watch(page);
  await open(page);
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.waitForTimeout(500);
  expect(await refusals()).toEqual([]);
  const outside = requests.filter((url) => !url.startsWith(`${host.origin}/`) && !url.startsWith('blob:') && !url.startsWith('data:'));
  expect(outside).toEqual([]);
  const response = await page.request.get(`${host.origin}/`);
  expect(response.headers()['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
});

test('the address bar keeps no token', async ({ page }) => {
  await open(page);
  expect(page.url()).toBe(`${host.origin}/`);
});

test('a script, a style or a picture that got into the page is refused', async ({ page }) => {
  const { refusals } = await watch(page);
  await open(page);
  const before = (await refusals()).length;
  await page.evaluate(() => {
    for (const [name, text] of [['script', 'globalThis.injected = true'], ['style', 'body { display: none }']] as const) {
      document.head.append(Object.assign(document.createElement(name), { textContent: text }));
    }
    document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }));
  });
  await expect.poll(async () => (await refusals()).slice(before).map((line) => line.split(' ')[0]).sort()).toEqual(['img-src', 'script-src-elem', 'style-src-elem']);
  expect(await page.evaluate(() => 'injected' in globalThis)).toBe(false);
});

test('another site cannot call the engine, and nobody can without the token', async ({ page, playwright }) => {
  const bare = await playwright.request.newContext();
  expect((await bare.post(`${host.origin}/api/records.list`, { data: { kind: 'scene' } })).status()).toBe(403);
  const token = new URL(host.url).searchParams.get('token') ?? '';
  const foreign = await bare.post(`${host.origin}/api/records.list`, { data: { kind: 'scene' }, headers: { authorization: `Bearer ${token}`, origin: 'https://example.org' } });
  expect(foreign.status()).toBe(403);
  await open(page);
  const own = await page.evaluate(() => fetch('/api/records.list', { method: 'POST', body: '{"kind":"scene"}' }).then((answer) => answer.status));
  expect(own).toBe(200);
});
