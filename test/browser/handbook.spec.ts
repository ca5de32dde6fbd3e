import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { madePresto } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';
import { writeExtraction } from './extraction-file.ts';
import { run, startTestHost, type TestHost } from './host.ts';
import { begin, expectAccessible, openRight, region, step, watched } from './learning-hands.ts';

/**
 * The second half of the handbook's path in the window: a model of elsewhere on embeddings, tested in another region, local
 * samples added, the gain seen, and the model handed on. Two countries in two years; one has no B8A.
 */

const MODEL = 'Linear of Belgium';

let host: TestHost;
let folder: string;
let problems: readonly string[] = [];

test.use({ actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'furrow-handbook-'));
  const workspace = join(folder, 'area');
  writeExtraction(join(folder, 'belgium.parquet'), { country: 'BEL', bands: ['B03', 'B04', 'B08', 'B8A', 'B11'] });
  writeExtraction(join(folder, 'france.parquet'), { country: 'FRA', bands: ['B03', 'B04', 'B08', 'B11'] });
  writeTorchFile(join(folder, 'made.pt'), madePresto({ decoder: true }));
  await run(['src/main/cli.ts', 'init', '--workspace', workspace]);
  await run(['src/main/cli.ts', 'import', join(folder, 'belgium.parquet'), join(folder, 'france.parquet'), '--workspace', workspace]);
  for (const country of ['belgium', 'france']) {
    await run(['src/main/cli.ts', 'samples', 'align', country, '--centre-month', '5', '--scheme', 'furrow-crops', '--id', `${country}-aligned`, '--title', country, '--workspace', workspace]);
  }
  host = await startTestHost(workspace, [folder]);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  problems = watched(page, host);
  await begin(page, host);
});
test.afterEach(() => {
  expect(problems).toEqual([]);
});

/** The two sets that are named alike: the extraction as it was imported, and the one that was aligned after it. */
async function chooseAligned(field: Locator, country: 'belgium' | 'france'): Promise<void> {
  await field.selectOption(`${country}-aligned`);
}

/** Opens the page of reports by the locator. */
async function openReports(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('Reports: how good');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Reports')).toBeVisible();
  return region(page, 'Reports');
}

test('a model learns elsewhere, on embeddings of changed copies, without the band that the place to map lacks', async ({ page }) => {
  const train = await step(page, 'Train');
  await chooseAligned(train.getByLabel('Samples', { exact: true }), 'belgium');
  await train.getByLabel('Kind of classifier').selectOption({ label: 'Linear' });
  await train.getByLabel('What it learns from').selectOption({ label: 'Embedding of the whole series' });
  await train.getByRole('button', { name: 'Read a checkpoint' }).click();
  await train.getByRole('checkbox', { name: 'Choose made.pt' }).check();
  await train.getByRole('button', { name: 'Use 1 chosen' }).click();
  await expect(train.getByLabel('Encoder', { exact: true })).toHaveValue('made', { timeout: 30_000 });
  await train.getByLabel('Changed copies of each sample').fill('1');
  await train.getByText('Settings of the classifier', { exact: true }).click();
  await train.getByLabel('Epochs', { exact: true }).fill('12');
  await train.getByText('More', { exact: true }).click();
  await train.getByRole('checkbox', { name: 'B8A' }).uncheck();
  await train.getByLabel('Name', { exact: true }).fill(MODEL);
  await expect(train.getByText(/Missing throughout/)).toContainText('B8A');
  await expectAccessible(page, '.panel-right');
  await train.getByRole('button', { name: 'Train the model' }).click();
  await expect(train.getByText('Macro F1', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
});

test('it is tested on a part of the samples of another region', async ({ page }) => {
  const reports = await openReports(page);
  await reports.getByRole('button', { name: 'Test on other samples' }).click();
  const form = region(page, 'Test on other samples');
  await expect(form.getByLabel('Model', { exact: true })).toHaveValue(/belgium/);
  await chooseAligned(form.getByLabel('Samples', { exact: true }), 'france');
  await form.getByText('Only some of these samples', { exact: true }).click();
  await form.getByLabel('Longitude from').fill('2.3');
  await expect(form.getByText('Only some of these samples: 1 condition')).toBeVisible();
  await expectAccessible(page, '.reports');
  await form.getByRole('button', { name: 'Test the model' }).click();
  await expect(reports.getByText(/^\d+ samples lie outside the conditions\.$/)).toBeVisible({ timeout: 60_000 });
  await expect(reports.getByText(/^Linear of Belgium on \d+ samples of “france”\.$/)).toBeVisible();
  await expect(form).toHaveCount(0);
});

test('the local-data curve says what local samples are worth', async ({ page }) => {
  const reports = await openReports(page);
  await reports.getByRole('button', { name: 'Local-data curve', exact: true }).click();
  const form = region(page, 'Local-data curve');
  await chooseAligned(form.getByLabel('Samples of elsewhere'), 'france');
  await chooseAligned(form.getByLabel('Local samples', { exact: true }), 'france');
  await expect(form.getByRole('button', { name: 'Work out the curve' })).toHaveAccessibleDescription(/two different sample sets/);
  await chooseAligned(form.getByLabel('Samples of elsewhere'), 'belgium');
  await expect(form.getByLabel('Local samples added')).toHaveValue('0, 25, 50');
  await form.getByLabel('Local samples added').fill('0, 10, 25, 50');
  await form.getByLabel('Draws').fill('3');
  await form.getByText('Settings of the classifier', { exact: true }).click();
  await form.getByLabel('Trees', { exact: true }).fill('10');
  await expect(form.getByText(/^B8A: left out, because not both sets/)).toBeVisible();
  await expectAccessible(page, '.reports');
  await form.getByRole('button', { name: 'Work out the curve' }).click();
  await expect(reports.locator('.reports-verdict')).toHaveText(/^From 0 to 50 local samples, macro F1 changes by [+-]0\.\d{3} \(90 %: .* to .*\)\. .+\.$/, { timeout: 60_000 });
  await expect(reports.getByRole('row', { name: /^50 / })).toBeVisible();
  await expect(reports.getByRole('img', { name: /^Macro F1 goes from 0\.\d+ to 0\.\d+ with 50 local samples\.$/ })).toBeVisible();
  await expectAccessible(page, '.reports');
});

test('foreign and local samples become one set, which a model learns from', async ({ page }) => {
  const reports = await openReports(page);
  await reports.getByRole('button', { name: 'Make one set of both' }).click();
  await expect(reports.getByText('“belgium + france”: 200 samples.')).toBeVisible({ timeout: 30_000 });
  await reports.getByRole('button', { name: 'Train on it' }).click();
  await expect(reports).toHaveCount(0);
  const train = region(page, 'Train');
  await expect(train.getByText('200 samples, 5 classes')).toBeVisible();
  await train.getByText('Settings of the classifier', { exact: true }).click();
  await train.getByLabel('Trees', { exact: true }).fill('10');
  await train.getByRole('button', { name: 'Train the model' }).click();
  await expect(train.getByText('Macro F1', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
});

test('the model stands in the registry with its encoder, and is written as one file', async ({ page }) => {
  const models = await openRight(page, 'Models');
  await models.getByText(MODEL, { exact: true }).first().click();
  await expect(models.getByText('made', { exact: true }).first()).toBeVisible();
  const target = join(folder, 'linear.furrowmodel');
  await models.getByLabel('One file for a colleague').fill(target);
  await models.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(models.getByText(`Written: ${target}`)).toBeVisible({ timeout: 30_000 });
  expect(existsSync(target)).toBe(true);
  await expectAccessible(page, '.panel-right');
});
