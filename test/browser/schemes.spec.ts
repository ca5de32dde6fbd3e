import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { startTestHost, type TestHost } from './host.ts';

let host: TestHost;

test.use({ actionTimeout: 20_000 });
test.setTimeout(120_000);
test.beforeAll(async () => {
  host = await startTestHost();
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
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
