import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { DROPPED, dropOnMap } from './drop.ts';
import { run, startTestHost, type TestHost } from './host.ts';
import { SMALL } from './walk.ts';

/** The panels over a finished demo: for everyone’s eyes and hands, in any size of the window, and when a file is wrong. */

let host: TestHost;
let folder: string;

test.use({ actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ playwright }) => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'furrow-panels-'));
  await run(['src/main/cli.ts', 'init', '--workspace', join(folder, 'area')]);
  host = await startTestHost(join(folder, 'area'), [folder]);
  const api = await playwright.request.newContext({ baseURL: host.origin, extraHTTPHeaders: { authorization: `Bearer ${new URL(host.url).searchParams.get('token')}` } });
  await api.post('/api/demo.run', { data: SMALL });
  await expect.poll(async () => ((await (await api.post('/api/demo.state', { data: {} })).json()) as { demo: { state: string } }).demo.state, { timeout: 150_000 }).toBe('done');
  await api.dispose();
  await run(['test/browser/drop-files.ts', host.workspace, join(folder, 'drops')]);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(async ({ page }) => {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
});

const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function expectAccessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Opens a panel by its icon, whatever is open. */
async function show(page: Page, name: string): Promise<void> {
  const icon = page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });
  if ((await icon.getAttribute('aria-pressed')) !== 'true') await icon.click();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`layers, styling, view, identify, series and table are free of serious findings of axe, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, '.side');
    for (const name of ['Styling', 'View and compare']) {
      await show(page, name);
      await expect(panel(page, name)).toBeVisible();
      await expectAccessible(page, '.panel-right');
    }
    await page.getByRole('application', { name: 'Map', exact: true }).click();
    await expectAccessible(page, '.place-tip');
    await show(page, 'Identify');
    await expect(panel(page, 'Identify').getByText('Observations').first()).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page, '.panel-right');
    for (const [name, sign] of [['Time series', /dates clear/], ['Table', /^\d+ parcels/], ['Tasks', /^Demo landscape/]] as const) {
      await show(page, name);
      await expect(panel(page, 'Dock').getByText(sign).first()).toBeVisible({ timeout: 30_000 });
      await expectAccessible(page, '.panel-dock');
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('p ');
    await expectAccessible(page, '.locator');
  });
}

test('at 200 % zoom everything is there and nothing runs out of the window', async ({ page }) => {
  // Zoom of the browser is a window of half the CSS pixels.
  await page.setViewportSize({ width: 720, height: 450 });
  for (const step of ['Data', 'Composite', 'Samples', 'Train', 'Map', 'Check', 'Share']) {
    await page.getByRole('navigation', { name: 'The work, step by step' }).getByRole('button', { name: new RegExp(`^${step}`) }).click();
    await expect(panel(page, step)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight), step).toBe(true);
    // The one button of a step can be reached, be it by scrolling.
    const last = panel(page, step).getByRole('button').last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
  }
  await expect(page.getByRole('application', { name: 'Map', exact: true })).toBeInViewport();
});

test('the locator finds a parcel by its number and goes there, a country, and a typed position', async ({ page }) => {
  await show(page, 'Table');
  const cell = page.getByRole('row').nth(2).getByRole('gridcell').nth(4);
  await expect(cell).toHaveText(/^\d+$/);
  const number = await cell.innerText();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`p ${number}`);
  const parcel = page.getByRole('option', { name: new RegExp(`Parcel ${number}`) });
  await expect(parcel).toContainText(/\d ha/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { selected: true })).toContainText(number);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('g fran');
  await expect(page.getByRole('option', { name: /^France/ })).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('48,23 1,93');
  await expect(page.getByRole('option', { name: /latitude 48.23, longitude 1.93/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What is here' }).or(panel(page, 'Identify'))).toBeVisible();
});

test('a file that is no data is refused in words, and nothing is lost by it', async ({ page }) => {
  const layers = await page.getByRole('treeitem').count();
  await dropOnMap(page, join(folder, 'drops', DROPPED.table));
  const data = panel(page, 'Data');
  await expect(data.getByRole('alert')).toContainText(/rainfall\.csv” is not a product that Furrow reads/);
  await expect(data.getByRole('alert')).toContainText(/Furrow reads Sentinel-2 L2A/);
  await expect(data.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  expect(await page.getByRole('treeitem').count()).toBe(layers);
  await data.getByRole('button', { name: 'Choose something else' }).click();
  await dropOnMap(page, join(folder, 'drops', DROPPED.survey));
  await expect(data.getByText('1 set of parcels')).toBeVisible();
});

test('a file that lies outside the opened folders is asked for by name', async ({ page }) => {
  const outside = join(import.meta.dirname, 'playwright.config.ts');
  expect(existsSync(outside)).toBe(true);
  await dropOnMap(page, outside);
  await expect(panel(page, 'Data').getByText(/A browser does not say where “playwright.config.ts” lies/)).toBeVisible();
});

test('a workspace that was open before is one press away on the start page of another', async ({ page }) => {
  const settings = join(folder, 'settings');
  for (const name of ['barley', 'maize']) await run(['src/main/cli.ts', 'init', '--workspace', join(folder, name)]);
  await (await startTestHost(join(folder, 'barley'), [], { settings }))[Symbol.asyncDispose]();
  await using other = await startTestHost(join(folder, 'maize'), [], { settings });
  await page.goto(other.url);
  await expect(page.locator('.workspace-name')).toHaveText('maize');
  await page.getByRole('region', { name: 'Recent workspaces' }).getByRole('button', { name: /^barley/ }).click();
  await expect(page.locator('.workspace-name')).toHaveText('barley');
  await expect(page.getByRole('region', { name: 'Recent workspaces' }).getByRole('button', { name: /^maize/ })).toBeVisible();
});
