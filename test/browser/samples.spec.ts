import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { dropOnMap } from './drop.ts';
import { EXTRACTED, writeExtraction } from './extraction-file.ts';
import { run, startTestHost, type TestHost } from './host.ts';

/** A crop calendar by drop, an extraction aligned to it, another aligned to that, and both joined: all in the window. */

const CALENDAR = 'seasons-of-europe.csv';
const ALIGNED = 'By the calendar';

let host: TestHost;
let folder: string;

test.use({ actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-'));
  const area = join(folder, 'area');
  writeExtraction(join(folder, 'two-countries.parquet'));
  // November to July of the harvest's year, in every cell that holds samples.
  const cells = [48.25, 48.75, 50.75, 51.25].flatMap((lat) => [2.25, 2.75, 4.25, 4.75, 5.25].map((lon) => `${lat},${lon},31,57`));
  writeFileSync(join(folder, CALENDAR), `lat,lon,s1_sos_dekad,s1_eos_dekad\n${cells.join('\n')}\n`);
  writeFileSync(join(folder, 'askew.csv'), 'lat,lon,s1_sos_dekad,s1_eos_dekad\n50.1,4.25,31,57\n');
  await run(['src/main/cli.ts', 'init', '--workspace', area]);
  await run(['src/main/cli.ts', 'import', join(folder, 'two-countries.parquet'), '--workspace', area]);
  host = await startTestHost(area, [folder]);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const dock = (page: Page): Locator => region(page, 'Dock');

async function begin(page: Page): Promise<void> {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
}

async function step(page: Page, name: string): Promise<Locator> {
  await expect(async () => {
    if (!(await region(page, name).isVisible())) await page.getByRole('navigation', { name: 'The work, step by step' }).getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(region(page, name)).toBeVisible({ timeout: 1000 });
  }).toPass();
  return region(page, name);
}

async function openJoin(page: Page): Promise<void> {
  await expect(async () => {
    if (!(await dock(page).isVisible())) await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Tasks', exact: true }).click();
    await dock(page).getByRole('tab', { name: 'Sample sets', exact: true }).click();
    await dock(page).getByText('Join', { exact: true }).click();
    await expect(dock(page).getByRole('region', { name: 'Sample sets to join' })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

async function expectAccessible(page: Page, part: '.panel-right' | '.panel-dock'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

test('a crop calendar is dropped and imported; one whose cells are askew is refused in words', async ({ page }) => {
  await begin(page);
  const data = region(page, 'Data');
  await dropOnMap(page, join(folder, 'askew.csv'));
  await expect(data.getByRole('alert')).toContainText('50.1', { timeout: 20_000 });
  await dropOnMap(page, join(folder, CALENDAR));
  await expect(data.getByText(/seasons-of-europe: 20 cells of half a degree, main season/)).toBeVisible({ timeout: 20_000 });
  await expect(data.getByText('Crop calendars are copied.')).toBeVisible();
  await expectAccessible(page, '.panel-right');
  await data.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(data.getByText('Imported', { exact: true })).toBeVisible();
});

test('the extraction is aligned to the season of that calendar', async ({ page }) => {
  await begin(page);
  const samples = await step(page, 'Samples');
  await samples.locator('fieldset').getByText('Extraction', { exact: true }).click();
  await samples.getByLabel('Season', { exact: true }).selectOption({ label: 'a crop calendar' });
  await expect(samples.getByLabel('Crop calendar', { exact: true })).toHaveValue('seasons-of-europe');
  await samples.getByLabel('Class scheme').selectOption('furrow-crops');
  await samples.getByText('More', { exact: true }).click();
  await samples.getByLabel('Name', { exact: true }).fill(ALIGNED);
  await samples.getByRole('button', { name: 'Draw samples' }).click();
  await expect(samples.getByText(`${EXTRACTED} samples of 5 classes.`)).toBeVisible({ timeout: 30_000 });
});

test('sets of another season are told apart, one is aligned to the other, and both become one that opens', async ({ page }) => {
  await begin(page);
  await openJoin(page);
  const row = (name: string): Locator => dock(page).getByRole('row').filter({ has: page.getByRole('checkbox', { name, exact: true }) });
  await dock(page).getByRole('checkbox', { name: ALIGNED, exact: true }).check();
  await dock(page).getByRole('checkbox', { name: 'two-countries', exact: true }).check();
  await expect(dock(page).getByText(`two-countries has another season or class scheme than ${ALIGNED}. Align it first.`, { exact: true }).first()).toBeVisible();
  await expectAccessible(page, '.panel-dock');

  await row('two-countries').getByRole('button', { name: 'Align …' }).click();
  const samples = region(page, 'Samples');
  await expect(samples.getByLabel('Season', { exact: true })).toHaveValue('middle');
  await expect(samples.getByLabel('Class scheme')).toHaveValue('furrow-crops');
  await samples.getByRole('button', { name: 'Draw samples' }).click();
  await expect(samples.getByText(`${EXTRACTED} samples of 5 classes.`)).toBeVisible({ timeout: 30_000 });

  await dock(page).getByRole('checkbox', { name: 'two-countries', exact: true }).uncheck();
  await dock(page).getByRole('checkbox', { name: 'Samples of two-countries', exact: true }).check();
  await dock(page).getByRole('checkbox', { name: `Test rows of ${ALIGNED} stay the test` }).uncheck();
  await expect(dock(page).getByText('4 bands in common: B03, B04, B08, B11')).toBeVisible();
  await dock(page).getByRole('button', { name: 'Join the sets' }).click();
  // Both hold the same samples, which count once; the new set is looked at.
  await expect(dock(page).getByLabel('Sample set', { exact: true })).toContainText(`${ALIGNED} + Samples of two-countries`, { timeout: 30_000 });
  await expect(dock(page).getByText(`${EXTRACTED} samples`, { exact: true })).toBeVisible();
  await expect(dock(page).getByRole('slider', { name: /^Winter wheat, 40 samples/ })).toBeVisible({ timeout: 20_000 });
});
