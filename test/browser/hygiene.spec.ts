import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { WRONG_LABELS, writeExtraction } from './extraction-file.ts';
import { run, startTestHost, type TestHost } from './host.ts';
import { pixelsOf } from './picture-facts.ts';

/** Doubtful samples: on the map and in the table, decided by key, taken back, trained on again; and splits that do not leak. */

/** The ring of a doubted sample on the map while nothing was decided about it. */
const AMBER = '#ffb020';

let host: TestHost;
let folder: string;

test.use({ actionTimeout: 20_000 });
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hygiene-'));
  const area = join(folder, 'area');
  const furrow = (...args: string[]): Promise<void> => run(['src/main/cli.ts', ...args, '--workspace', area]);
  writeExtraction(join(folder, 'two-countries.parquet'));
  await furrow('init');
  await furrow('import', join(folder, 'two-countries.parquet'));
  await furrow('samples', 'align', 'two-countries', '--scheme', 'furrow-crops', '--season', '10-01..09-30', '--id', 'crops');
  host = await startTestHost(area);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const dock = (page: Page): Locator => page.getByRole('region', { name: 'Dock', exact: true });
const map = (page: Page): Locator => page.getByRole('application', { name: 'Map', exact: true });
const list = (page: Page): Locator => dock(page).getByRole('listbox', { name: 'Doubtful samples, the worst first' });
const doubted = (page: Page): Locator => list(page).getByRole('option');
const chosen = (page: Page): Locator => list(page).locator('[aria-selected="true"]');
const apply = (page: Page, count: number): Locator => dock(page).getByRole('button', { name: count === 1 ? 'Apply 1 change' : `Apply ${count} changes`, exact: true });

async function begin(page: Page, keys: 'Shift+F8' | 'Control+F8'): Promise<void> {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  // The key says why it cannot be until the sample sets have been read.
  await expect(async () => {
    await page.keyboard.press(keys);
    await expect(dock(page).getByRole('radio', { name: keys === 'Shift+F8' ? 'Doubtful samples' : 'Training and test' })).toBeChecked({ timeout: 1000 });
  }).toPass();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('.panel-dock').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

/** The rings of undecided samples that the map shows. */
async function rings(page: Page): Promise<[number, number][]> {
  return pixelsOf(page, await map(page).screenshot(), AMBER);
}

test('a check flags the wrong labels in the table and on the map, and a press on a flag chooses it', async ({ page }) => {
  await begin(page, 'Shift+F8');
  await dock(page).getByRole('button', { name: 'Check the samples' }).click();
  await expect(doubted(page).first()).toBeVisible({ timeout: 30_000 });
  // Three labels are wrong; they are the three most doubtful.
  const worst = new Set<string>();
  for (let at = 0; at < WRONG_LABELS.length; at++) {
    await doubted(page).nth(at).click();
    worst.add((await dock(page).getByText(/^field-\d+$/).textContent()) ?? '');
  }
  expect([...worst].toSorted()).toEqual([...WRONG_LABELS]);
  await dock(page).getByRole('button', { name: 'Zoom to the doubtful samples' }).click();
  await expect(async () => { expect((await rings(page)).length).toBeGreaterThan(200); }).toPass({ timeout: 20_000 });

  const before = await dock(page).getByText(/^field-\d+$/).textContent();
  const box = await map(page).boundingBox();
  const [x, y] = (await rings(page))[0] ?? [0, 0];
  await page.mouse.click((box?.x ?? 0) + x, (box?.y ?? 0) + y);
  await expect(dock(page).getByText(/^field-\d+$/)).not.toHaveText(before ?? '');

  await dock(page).getByRole('checkbox', { name: 'On the map' }).uncheck();
  await expect(async () => { expect(await rings(page)).toEqual([]); }).toPass({ timeout: 10_000 });
  await expectAccessible(page);
});

test('a sample is fixed, dropped and kept by key; each is taken back and taken again by key', async ({ page }) => {
  await begin(page, 'Shift+F8');
  await doubted(page).first().click();
  // Fix: the proposed class is chosen already, Enter gives it; the next one is looked at.
  await page.keyboard.press('f');
  await expect(dock(page).getByRole('combobox', { name: 'New class' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(doubted(page).nth(0)).toHaveAttribute('data-decided', 'fix');
  await expect(chosen(page)).toHaveAttribute('aria-posinset', '2');
  await page.keyboard.press('d');
  await expect(doubted(page).nth(1)).toHaveAttribute('data-decided', 'drop');
  await page.keyboard.press('k');
  await expect(doubted(page).nth(2)).toHaveAttribute('data-decided', 'keep');
  // What is kept is no change.
  await expect(apply(page, 2)).toBeEnabled();

  for (const at of [2, 1, 0]) {
    await page.keyboard.press('Control+z');
    await expect(doubted(page).nth(at)).not.toHaveAttribute('data-decided');
  }
  await expect(apply(page, 0)).toHaveAttribute('aria-disabled', 'true');
  for (const decided of ['fix', 'drop']) {
    await page.keyboard.press('Control+Shift+Z');
    await expect(doubted(page).nth(decided === 'fix' ? 0 : 1)).toHaveAttribute('data-decided', decided);
  }
  await page.keyboard.press('Home');
  await expect(chosen(page)).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('Delete');
  await expect(doubted(page).nth(0)).not.toHaveAttribute('data-decided');
  await page.keyboard.press('Control+z');
  await expect(doubted(page).nth(0)).toHaveAttribute('data-decided', 'fix');
  await expectAccessible(page);
});

test('the decisions are there again after a reload; applied, they make a new version that is trained on at once', async ({ page }) => {
  await begin(page, 'Shift+F8');
  await expect(doubted(page).nth(0)).toHaveAttribute('data-decided', 'fix');
  await expect(apply(page, 2)).toBeEnabled();
  await dock(page).getByRole('button', { name: 'Apply and train again' }).click();
  // One sample less, a model of the rest, and the step that tells how good it is.
  await expect(page.getByText('Macro F1', { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  await dock(page).getByRole('tab', { name: 'Sample sets' }).click();
  await expect(dock(page).getByText('199 samples', { exact: true })).toBeVisible();
});

test('a split in squares is shown before it is used, and what a random one would hide is measured', async ({ page }) => {
  await begin(page, 'Control+F8');
  const sides = dock(page).getByRole('region', { name: 'Samples per class and side' });
  await expect(sides.getByRole('row', { name: /^Maize/ })).toBeVisible({ timeout: 30_000 });
  await dock(page).getByLabel('Kept together').selectOption({ label: 'Countries' });
  await dock(page).getByLabel(/^FRA/).check();
  // All of one country test: half of the samples, and none of the other.
  await expect(sides.getByRole('row', { name: /^Sunflower \d\d 20$/ })).toBeVisible();
  await dock(page).getByRole('button', { name: 'Measure it' }).click();
  await expect(dock(page).getByText(/points of macro F1/)).toBeVisible({ timeout: 60_000 });
  await expect(dock(page).getByText(/^F1 \d+\.\d ± \d+\.\d %, accuracy/)).toHaveCount(2);
  await expectAccessible(page);
  await dock(page).getByRole('button', { name: 'Use this split' }).click();
  await expect(dock(page).getByText('As the set was made')).toHaveCount(1);
});
