import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { sharedData } from '../real-data.ts';
import { dropOnMap } from './drop.ts';
import { startTestHost, type TestHost } from './host.ts';

let host: TestHost;
let folder: string;

test.use({ actionTimeout: 20_000 });
test.setTimeout(120_000);
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-schemes-'));
  host = await startTestHost(undefined, [folder, ...(sharedData ? [sharedData] : [])]);
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Class schemes', exact: true });
const row = (page: Page, label: string): Locator => panel(page).getByRole('listitem').filter({ has: page.getByLabel(`Colour of ${label}`, { exact: true }) });

test('a shipped hierarchy is added, grouped, undone, moved by key and saved as a new version', async ({ page }) => {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press('Alt+k');
  await panel(page).getByRole('combobox', { name: 'Class scheme' }).selectOption('zuericrop');
  await expect(panel(page).getByText('72 classes')).toBeVisible();
  await row(page, 'Oats').getByRole('button', { name: 'Choose Oats' }).click();
  await row(page, 'Rye').getByRole('button', { name: 'Choose Rye' }).click({ modifiers: ['ControlOrMeta'] });
  await panel(page).getByRole('button', { name: 'Group', exact: true }).click();
  await expect(row(page, 'New group')).toHaveAttribute('aria-level', '3');
  await expect(row(page, 'Rye')).toHaveAttribute('aria-level', '4');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'New group')).toHaveCount(0);
  await expect(panel(page).getByText('Saved', { exact: true })).toBeVisible();

  await row(page, 'Maize').getByLabel('Words for Maize').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(row(page, 'Maize')).toHaveAttribute('aria-level', '2');
  await row(page, 'Spelt').getByLabel('Code of Spelt').fill('rye');
  await page.keyboard.press('Enter');
  await expect(page.getByText('two classes have the code “rye”')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.panel-right').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

  await panel(page).getByRole('button', { name: 'Save new version' }).click();
  await expect(panel(page).getByRole('combobox', { name: 'Class scheme' })).toHaveValue('zuericrop-v2');
  await expect(row(page, 'Maize')).toHaveAttribute('aria-level', '2');
});

test('source codes without a class are listed and given to one by a press', async ({ page }) => {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press('Alt+k');
  await panel(page).getByRole('combobox', { name: 'Class scheme' }).selectOption('zuericrop');
  await expect(panel(page).getByText('72 classes')).toBeVisible();
  await panel(page).getByText('Source codes', { exact: true }).click();
  await expect(panel(page).getByText('34 codes have no class.')).toBeVisible();
  await panel(page).getByLabel('Assign to').selectOption({ label: 'Fodder beet' });
  await panel(page).getByLabel('Find a code').fill('rhubarb');
  await panel(page).getByRole('button', { name: 'Give 709 to Fodder beet' }).click();
  await expect(panel(page).getByText('33 codes have no class.')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.panel-right').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
});

test('classes are renamed, coloured, split and merged, each taken back by one undo; a class dropped below its own part is refused', async ({ page }) => {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press('Alt+k');
  await panel(page).getByRole('combobox', { name: 'Class scheme' }).selectOption('furrow-crops');
  const undo = (): Promise<void> => page.getByRole('button', { name: 'Undo' }).click();
  const tool = (name: string): Promise<void> => panel(page).getByRole('button', { name, exact: true }).click();

  await panel(page).getByLabel('Words for Rye').fill('Rye and its kin');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Rye and its kin')).toBeVisible();
  await undo();
  await panel(page).getByLabel('Colour of Rye', { exact: true }).fill('#123456');
  await expect(panel(page).getByLabel('Colour of Rye', { exact: true })).toHaveValue('#123456');
  await undo();
  await expect(panel(page).getByLabel('Colour of Rye', { exact: true })).toHaveValue('#a9721b');

  await row(page, 'Rye').getByRole('button', { name: 'Choose Rye' }).click();
  await tool('Split');
  await expect(panel(page).getByText('26 classes', { exact: true })).toBeVisible();
  await expect(panel(page).getByLabel('Code of Rye, part 1')).toHaveValue('rye_1');
  await row(page, 'Rye').dragTo(row(page, 'Rye, part 1'));
  await expect(page.getByText('“rye” cannot lie below “rye_1”, which lies below it')).toBeVisible();
  await undo();
  await expect(panel(page).getByText('24 classes', { exact: true })).toBeVisible();

  await row(page, 'Rye').getByRole('button', { name: 'Choose Rye' }).click();
  await row(page, 'Oats').getByRole('button', { name: 'Choose Oats' }).click({ modifiers: ['ControlOrMeta'] });
  await tool('Merge');
  await expect(row(page, 'Rye')).toHaveCount(0);
  await expect(panel(page).getByText('23 classes', { exact: true })).toBeVisible();
  await undo();
  await expect(row(page, 'Rye')).toBeVisible();
  await expect(panel(page).getByText('Saved', { exact: true })).toBeVisible();
});

const cropClass = (value: number, code: string, parent: string | null): object => ({ value, code, labels: { en: code }, colour: '#808080', parent });
const BROKEN = [
  { file: 'circle.json', classes: [cropClass(1, 'wheat', 'cereals'), cropClass(2, 'cereals', 'wheat')], told: /(wheat|cereals)” is its own ancestor/ },
  { file: 'twins.json', classes: [cropClass(1, 'wheat', null), cropClass(2, 'wheat', null)], told: /two classes have the code “wheat”/ },
  { file: 'orphan.json', classes: [cropClass(1, 'wheat', 'cereals')], told: /cereals/ },
] as const;

test('a scheme with a circle, two equal codes or an unknown parent is refused in words when it is dropped', async ({ page }) => {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  const data = page.getByRole('region', { name: 'Data', exact: true });
  for (const { file, classes, told } of BROKEN) {
    writeFileSync(join(folder, file), JSON.stringify({ id: 'broken', title: 'Broken', classes, mappings: {} }));
    await dropOnMap(page, join(folder, file));
    await expect(data.getByRole('alert')).toContainText(told, { timeout: 20_000 });
    await expect(data.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  }
});

test('WorldCereal’s legend and class sets and HCAT are taken by drop and can be chosen (files beside the checkout)', async ({ page }) => {
  test.skip(!sharedData, 'the files of ../shared are not there');
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
  const data = page.getByRole('region', { name: 'Data', exact: true });
  for (const [file, id, classes] of [['worldcereal/crop_type_class_mappings.csv', 'crop_type_class_mappings', '28 classes'], ['hcat/HCAT3.csv', 'HCAT3', '384 classes']] as const) {
    await dropOnMap(page, join(sharedData ?? '', file));
    await expect(data.getByText('1 class scheme', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(data.getByText('Class schemes are copied.')).toBeVisible();
    await data.getByRole('button', { name: 'Import 1 item' }).click();
    await expect(data.getByText('Imported', { exact: true })).toBeVisible({ timeout: 30_000 });
    await data.getByRole('button', { name: 'Edit classes' }).click();
    await expect(panel(page).getByRole('combobox', { name: 'Class scheme' })).toHaveValue(id);
    await expect(panel(page).getByText(classes, { exact: true })).toBeVisible();
  }
  await dropOnMap(page, join(sharedData ?? '', 'worldcereal/class_mappings.json'));
  await expect(data.getByText('6 class schemes', { exact: true })).toBeVisible({ timeout: 30_000 });
});
