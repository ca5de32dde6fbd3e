import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { dropOnMap } from './drop.ts';
import { EXTRACTED, writeExtraction } from './extraction-file.ts';
import { run, startTestHost, type TestHost } from './host.ts';
import { begin, dock, expectAccessible, openDock, openRight, region, step, watched } from './learning-hands.ts';

/** From an extraction to a model that is compared with another: the whole of learning in the window, with no network. */

const TITLES = { boosting: 'Boosting of two countries', linear: 'Linear of two countries' } as const;
const FILE = 'two-countries.parquet';

let host: TestHost;
let folder: string;
let problems: readonly string[] = [];

test.use({ actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-learning-'));
  await run(['src/main/cli.ts', 'init', '--workspace', join(folder, 'area')]);
  writeExtraction(join(folder, FILE));
  host = await startTestHost(join(folder, 'area'), [folder]);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(({ page }) => {
  problems = watched(page, host);
});
test.afterEach(() => {
  expect(problems).toEqual([]);
});

test('an extraction that is dropped shows its curves and what it is made of', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  await dropOnMap(page, join(folder, FILE));
  const data = region(page, 'Data');
  await expect(data.getByText('1 set of samples')).toBeVisible({ timeout: 30_000 });
  await data.getByRole('button', { name: 'Import 1 item' }).click();
  await expect(data.getByText('Imported', { exact: true })).toBeVisible({ timeout: 30_000 });
  const sets = await openDock(page, 'Sample sets');
  await expect(sets.getByText(`${EXTRACTED} samples`)).toBeVisible();
  await expect(sets.getByRole('slider', { name: /^Temporary crops, 160 samples, highest median 0\.\d+/ })).toBeVisible();
  await expectAccessible(page, '.panel-dock');
  await sets.getByText('Composition', { exact: true }).click();
  await expect(sets.getByRole('row', { name: /^BEL/ })).toContainText('100');
  await expectAccessible(page, '.panel-dock');
});

test('two classes are grouped, ungrouped, grouped again and kept as a new version of the scheme', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  await page.keyboard.press('Alt+k');
  const schemes = region(page, 'Class schemes');
  const row = (label: string): Locator => schemes.getByRole('listitem').filter({ has: page.getByLabel(`Colour of ${label}`, { exact: true }) });
  await schemes.getByRole('combobox', { name: 'Class scheme' }).selectOption('furrow-crops');
  await row('Winter wheat').getByRole('button', { name: 'Choose Winter wheat' }).click();
  await row('Winter barley').getByRole('button', { name: 'Choose Winter barley' }).click({ modifiers: ['ControlOrMeta'] });
  await schemes.getByRole('button', { name: 'Group', exact: true }).click();
  await expect(row('Winter barley')).toHaveAttribute('aria-level', '2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('Winter barley')).toHaveAttribute('aria-level', '1');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(row('Winter barley')).toHaveAttribute('aria-level', '2');
  await expectAccessible(page, '.panel-right');
  await schemes.getByRole('button', { name: 'Save new version' }).click();
  await expect(schemes.getByRole('combobox', { name: 'Class scheme' })).toHaveValue('furrow-crops-v2');
});

test('the extraction is aligned to a season and labelled by the new version', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  const samples = await step(page, 'Samples');
  await samples.locator('fieldset').getByText('Extraction', { exact: true }).click();
  await samples.getByLabel('Season', { exact: true }).selectOption({ label: 'these months' });
  await samples.getByLabel('First month').selectOption({ label: 'October' });
  await samples.getByLabel('Last month').selectOption({ label: 'September' });
  await samples.getByLabel('Class scheme').selectOption('furrow-crops-v2');
  await samples.getByRole('button', { name: 'Draw samples' }).click();
  await expect(samples.getByText(`${EXTRACTED} samples of 5 classes.`)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, '.panel-right');
  await samples.getByRole('button', { name: 'Look at curves and composition' }).click();
  // Fields of winter wheat are greenest in May, those of maize in August.
  await expect(dock(page).getByRole('slider', { name: /^Winter wheat, \d+ samples, highest median 0\.\d+ in the period from (Apr|May) 1, 202/ })).toBeVisible();
  await expect(dock(page).getByRole('slider', { name: /^Winter wheat/ })).toHaveAttribute('aria-valuetext', /^Oct 1, 202/);
  await expect(dock(page).getByRole('slider', { name: /^Maize, \d+ samples, highest median 0\.\d+ in the period from Aug 1, 202/ })).toBeVisible();
});

test('a doubtful sample is dropped by key, taken back, dropped again, and a new version holds one less', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  const review = await openDock(page, 'Sample review');
  await review.getByRole('button', { name: 'Check the samples' }).click();
  const wrong = review.getByRole('option', { name: /are Winter barley|are Winter wheat|are Maize|are Sunflower|are Permanent grassland/ }).first();
  await expect(wrong).toBeVisible({ timeout: 30_000 });
  await wrong.click();
  await page.keyboard.press('d');
  await expect(review.getByRole('button', { name: 'Apply 1 change' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(review.getByRole('button', { name: 'Apply 0 changes' })).toBeVisible();
  await wrong.click();
  await page.keyboard.press('d');
  await expectAccessible(page, '.panel-dock');
  await review.getByRole('button', { name: 'Apply 1 change' }).click();
  await expect(review.getByText('has not been checked yet')).toBeVisible({ timeout: 30_000 });
  await review.getByRole('tab', { name: 'Sample sets' }).click();
  await expect(dock(page).getByText(`${EXTRACTED - 1} samples`)).toBeVisible();
});

for (const [family, title] of [['Gradient boosting', TITLES.boosting], ['Linear', TITLES.linear]] as const) {
  test(`a model is trained: ${family}`, async ({ page }) => {
    test.setTimeout(120_000);
    await begin(page, host);
    const train = await step(page, 'Train');
    await train.getByLabel('Kind of classifier').selectOption({ label: family });
    await train.getByText('Settings of the classifier', { exact: true }).click();
    const [option, value] = family === 'Linear' ? ['Epochs', '15'] : ['Rounds at most', '12'];
    await train.getByLabel(option, { exact: true }).fill(value);
    await train.getByText('More', { exact: true }).click();
    await train.getByLabel('Name', { exact: true }).fill(title);
    await train.getByRole('button', { name: 'Train the model' }).click();
    await expect(train.getByText('Macro F1', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    await train.getByText('How the training went', { exact: true }).click();
    await expect(train.getByRole('img', { name: /epoch/i }).or(train.getByRole('slider', { name: /epoch/i })).first()).toBeVisible();
    await expectAccessible(page, '.panel-right');
  });
}

test('the report of a model is a page with classes, confusion and what matters', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  const check = await step(page, 'Check');
  await check.getByRole('button', { name: 'Open the report' }).click();
  const reports = region(page, 'Reports');
  await expect(reports.getByRole('combobox', { name: 'Report', exact: true })).toContainText(TITLES.linear);
  await expect(reports.getByRole('row', { name: /^Winter wheat/ }).first()).toBeVisible();
  await expect(reports.getByRole('heading', { name: 'What matters to the model' })).toBeVisible();
  await expectAccessible(page, '.reports');
  await page.keyboard.press('Escape');
  await expect(reports).toHaveCount(0);
});

test('both models stand in the list and are compared on the same rows', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, host);
  const models = await openRight(page, 'Models');
  await expect(models.getByText(TITLES.linear, { exact: true }).first()).toBeVisible();
  await models.getByRole('button', { name: `Compare with ${TITLES.boosting}` }).click();
  const compared = models.getByRole('region', { name: 'Side by side' });
  await expect(compared.getByText('Both were tested on the same rows.')).toBeVisible();
  await expect(compared.getByRole('row', { name: /^Maize/ })).toContainText('%');
  await expectAccessible(page, '.panel-right');
});

test('the source codes of a set that is a version of a version are those of the extraction', async ({ page }) => {
  await begin(page, host);
  await page.keyboard.press('Alt+k');
  const schemes = region(page, 'Class schemes');
  await schemes.getByRole('combobox', { name: 'Class scheme' }).selectOption('furrow-crops-v2');
  await schemes.getByText('Source codes', { exact: true }).click();
  await expect(schemes.getByLabel('Source', { exact: true })).toHaveValue('worldcereal');
  await expect(schemes.getByText('1101010001', { exact: true })).toBeVisible();
});

test('words 40 % longer fit into a small window in every panel of learning', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1000, height: 640 });
  await begin(page, host);
  await page.goto(`${host.origin}/?lang=pseudo`);
  await expect(page.getByText('[Éñgîñé réådý')).toBeVisible({ timeout: 45_000 });
  const fits = async (name: string): Promise<void> => {
    const over = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.panel-right .panel-body, .panel-dock .panel-body, .reports, .reports-form')].filter((part) => part.scrollWidth > part.clientWidth).map((part) => `${part.className} ${part.scrollWidth} > ${part.clientWidth}`));
    expect(over, name).toEqual([]);
  };
  for (const number of [3, 4, 6]) {
    await page.locator('.step-nav button').nth(number).click();
    await fits(`step ${number}`);
  }
  await page.keyboard.press('Alt+k');
  await fits('schemes');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('reports');
  await expect(page.getByRole('option').first()).toContainText('Répörtš');
  await page.keyboard.press('Enter');
  await expect(page.locator('.reports-cards')).toBeVisible();
  await fits('reports');
  for (const form of [0, 1]) {
    await page.locator('.reports-tools button').nth(form).click();
    for (const part of await page.locator('.reports-form summary').all()) await part.click();
    await fits(`form ${form}`);
  }
  await page.keyboard.press('Escape');
  if (!(await page.locator('.panel-dock').isVisible())) await page.locator('.rail button').last().click();
  for (const id of ['sample-sets', 'hygiene']) {
    await page.locator(`#dock-tab-${id}`).click();
    for (const radio of await page.locator('.panel-dock input[type="radio"]').all()) {
      await radio.check({ force: true });
      await fits(id);
    }
  }
});
