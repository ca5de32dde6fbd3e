import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { dropOnMap } from './drop.ts';
import { keyboard, mouse, tabTo } from './hands.ts';
import { run, startTestHost, type TestHost } from './host.ts';
import { SMALL, type Walk, walkThrough } from './walk.ts';

let host: TestHost;
let folder: string;

test.use({ actionTimeout: 20_000, acceptDownloads: true });
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-walk-'));
  await run(['src/main/cli.ts', 'init', '--workspace', join(folder, 'area')]);
  host = await startTestHost(join(folder, 'area'), [folder]);
});
test.afterEach(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** What leaves the machine, what the policy refuses, and what goes wrong unseen; all of it must stay empty. */
async function watch(page: Page): Promise<() => Promise<readonly string[]>> {
  const seen: string[] = [];
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${host.origin}/`) && !/^(blob|data):/.test(request.url())) seen.push(`request ${request.url()}`);
  });
  page.on('websocket', (socket) => seen.push(`socket ${socket.url()}`));
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  page.on('console', (message) => {
    // The software renderer of a machine without a graphics card speaks of its own slowness.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('GL Driver Message')) seen.push(`console ${message.text()}`);
  });
  await page.addInitScript(() => {
    const refusals: string[] = [];
    Object.assign(globalThis, { refusals });
    document.addEventListener('securitypolicyviolation', (event) => refusals.push(`policy ${event.effectiveDirective} ${event.blockedURI}`));
  });
  return async () => [...seen, ...(await page.evaluate(() => (globalThis as unknown as { refusals: string[] }).refusals))];
}

/** Opens the window on an empty workspace, whose demo is a small one. */
async function begin(page: Page): Promise<() => Promise<readonly string[]>> {
  const problems = await watch(page);
  await page.route('**/api/demo.run', (route) => route.continue({ postData: JSON.stringify(SMALL) }));
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible();
  return problems;
}

async function saved(page: Page, act: () => Promise<void>): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFileSync(await download.path());
}

function shots(page: Page, name: string): Walk['shot'] {
  let number = 0;
  return async (stage) => {
    number += 1;
    const path = test.info().outputPath(`${name}-${String(number).padStart(2, '0')}-${stage}.png`);
    await page.screenshot({ path });
    await test.info().attach(stage, { path, contentType: 'image/png' });
  };
}

/** The path of a file to bring in; the first call makes them all out of the demo. */
async function fileToBring(name: string): Promise<string> {
  const drops = join(folder, 'drops');
  if (!existsSync(drops)) await run(['test/browser/drop-files.ts', host.workspace, drops]);
  return join(drops, name);
}

/** Finds a file in the chooser and takes it, with no hand on the mouse. */
async function chooseByKeyboard(page: Page, name: string): Promise<void> {
  const hand = keyboard(page);
  if (!(await page.getByRole('region', { name: 'Data', exact: true }).isVisible())) await page.keyboard.press('Control+l');
  await hand.press(page.getByRole('button', { name: 'Choose files', exact: true }));
  const chooser = page.getByRole('region', { name: 'Choose files and folders' });
  await hand.press(chooser.getByRole('button', { name: 'drops', exact: true }));
  await tabTo(page, chooser.getByRole('searchbox', { name: 'Filter names' }));
  await page.keyboard.type(name.slice(0, 8));
  await hand.press(chooser.getByRole('checkbox', { name: `Choose ${name}` }));
  await hand.press(chooser.getByRole('button', { name: 'Use 1 chosen' }));
}

test('from the start page to an image of the map, with the mouse, and nothing leaves the machine', async ({ page }) => {
  test.setTimeout(300_000);
  const problems = await begin(page);
  const bring = async (name: string): Promise<void> => { await dropOnMap(page, await fileToBring(name)); };
  await walkThrough({ page, hand: mouse(page), bring, saved: (act) => saved(page, act), shot: shots(page, 'mouse') });
  expect(await problems()).toEqual([]);
});

test('the same with the keyboard alone', async ({ page }) => {
  test.setTimeout(300_000);
  const problems = await begin(page);
  const bring = async (name: string): Promise<void> => {
    await fileToBring(name);
    await chooseByKeyboard(page, name);
  };
  await walkThrough({ page, hand: keyboard(page), bring, saved: (act) => saved(page, act), shot: shots(page, 'keyboard') });
  expect(await problems()).toEqual([]);
});
