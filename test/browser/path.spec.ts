import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestHost, type TestHost } from './host.ts';

/** A corner of the demo with a few overpasses: all of its steps in seconds. */
const SMALL = { landscape: { sizePx: 128, dates: 8 }, trees: 10 };
const STEPS = ['Data', 'Area', 'Composite', 'Samples', 'Train', 'Map', 'Check', 'Share'];

let host: TestHost;
let problems: string[] = [];

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  host = await startTestHost();
});
test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
});
test.beforeEach(async ({ page }) => {
  problems = [];
  page.on('console', (message) => {
    // The software renderer of a machine without a graphics card speaks of its own slowness.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('GL Driver Message')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible();
});
test.afterEach(() => {
  expect(problems).toEqual([]);
});

/** No serious findings of axe in the whole window, or in the part of it that changed. */
async function expectAccessible(page: Page, part = 'body'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

const path = (page: Page) => page.getByRole('navigation', { name: 'The work, step by step' });
const open = async (page: Page, step: string): Promise<void> => {
  await path(page).getByRole('button', { name: new RegExp(`^${step}`) }).click();
  await expect(page.getByRole('region', { name: step, exact: true })).toBeVisible();
};

test('an empty workspace offers the demo and one’s own data, and every step says what it waits for', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'From satellite scenes to a crop map' })).toBeVisible();
  await expectAccessible(page);
  for (const [step, reason] of [['Composite', 'There are no scenes yet.'], ['Samples', 'There are no parcels yet.'], ['Train', 'There are no samples yet.'], ['Map', 'There is no model yet.'], ['Share', 'There is no map yet.']] as const) {
    await open(page, step);
    await expect(page.getByRole('region', { name: step, exact: true }).getByText(reason).first()).toBeVisible();
  }
  await page.getByRole('button', { name: 'Go to Map' }).click();
  await expect(page.getByRole('region', { name: 'Map', exact: true })).toBeVisible();
});

test('the demo is made in one click, tells each step, and ends with the report of its map', async ({ page }) => {
  test.setTimeout(240_000);
  await page.route('**/api/demo.run', (route) => route.continue({ postData: JSON.stringify(SMALL) }));
  await page.getByRole('button', { name: /Make the demo landscape/ }).click();
  await expect(page.getByRole('heading', { name: 'Making the demo landscape' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Mask clouds, composite twelve months')).toBeVisible();
  await page.getByRole('button', { name: 'See the map and how far to trust it' }).click({ timeout: 200_000 });
  const check = page.getByRole('region', { name: 'Check', exact: true });
  await expect(check.getByText('Macro F1')).toBeVisible();
  await expect(check.getByText(/Counting pixels is biased/)).toBeVisible();
  await expect(check.getByText('Simulated: made from a landscape that does not exist.')).toBeVisible();
  await check.getByRole('button', { name: 'Make it again and compare' }).click();
  await expect(check.getByText('Identical: every output has the same checksum.')).toBeVisible({ timeout: 60_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every step is free of serious findings of axe, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const step of STEPS) {
      await open(page, step);
      await expectAccessible(page, '.panel-right');
    }
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Tasks' }).first().click();
    await expectAccessible(page);
  });
}

test('a model is trained by keyboard alone: estimate, start, progress, result, next step', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('step train');
  await page.keyboard.press('Enter');
  const train = page.getByRole('region', { name: 'Train', exact: true });
  await train.getByText('Settings of the classifier', { exact: true }).focus();
  await page.keyboard.press('Enter');
  const trees = train.getByLabel('Trees', { exact: true });
  await trees.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('10,5');
  await expect(train.getByText('A whole number is needed.')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('12');
  await expect(train.getByText(/≈ .+ · .+ disk · .+ memory · CPU/)).toBeVisible();
  await train.getByRole('button', { name: 'Train the model' }).focus();
  await page.keyboard.press('Enter');
  await expect(train.getByText(/samples held back/)).toBeVisible({ timeout: 60_000 });
  await train.getByRole('button', { name: 'Next: Map' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Map', exact: true }).getByLabel('Model')).toBeVisible();
});

test('tasks outlive the page: state, log, result', async ({ page }) => {
  const tasks = page.getByRole('list', { name: 'Tasks' });
  // The workspace remembers which panels were open: the key shows the tasks, or hides what another test left open.
  await expect(async () => {
    if (!(await tasks.isVisible())) await page.keyboard.press('Control+Shift+J');
    await expect(tasks).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(tasks.getByText(/^Train: .+ on Samples/).first()).toBeVisible();
  await tasks.getByRole('button', { name: /^Log of Train: .+ on Samples/ }).first().click();
  await expect(page.getByText('Job:Started').first()).toBeVisible();
});

test('the locator finds by keyboard, shows the keys, says why not, and gives the focus back', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('undo');
  const first = page.getByRole('option').first();
  await expect(first).toContainText('There is nothing to undo.');
  await expect(first).toContainText('Ctrl+Z');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('r forest');
  await expect(page.getByRole('option').first()).toContainText(/forest/i);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toHaveCount(0);
  await page.getByRole('application', { name: 'Map', exact: true }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Ctrl+K');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('application', { name: 'Map', exact: true })).toBeFocused();
});

test('the status bar takes a typed scale, another CRS and another way to write a position', async ({ page }) => {
  const status = page.getByRole('contentinfo');
  await expect(status.getByRole('button', { name: 'Show the map in another CRS' })).toContainText('EPSG:32631');
  const scale = status.getByRole('textbox', { name: 'Scale' });
  await scale.fill('1:50 000');
  await scale.press('Enter');
  await expect(scale).toHaveValue('1 : 50,000');
  await status.getByRole('button', { name: 'Coordinates' }).click();
  await page.getByRole('radio', { name: 'Degrees, minutes, seconds' }).click();
  await page.mouse.move(700, 400);
  await expect(status.getByRole('button', { name: 'Coordinates' })).toContainText(/° \d\d′ \d\d\.\d″ N/);
  await status.getByRole('button', { name: 'Show the map in another CRS' }).click();
  await page.getByRole('searchbox', { name: /Code or name/ }).fill('3035');
  await page.getByRole('radio', { name: /EPSG:3035/ }).click();
  await expect(status.getByRole('button', { name: 'Show the map in another CRS' })).toContainText('EPSG:3035');
});

test('theme and language are chosen in the settings and kept', async ({ page }) => {
  await page.keyboard.press('Control+,');
  await page.getByText('Dark', { exact: true }).click();
  await page.getByLabel('Language').selectOption('fr');
  await expect(page.getByRole('region', { name: 'Réglages', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Moteur prêt')).toBeVisible();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
});

test('a map is written to a folder, and a second time nothing is replaced', async ({ page }) => {
  await open(page, 'Share');
  const share = page.getByRole('region', { name: 'Share', exact: true });
  await share.getByRole('button', { name: 'Write the files' }).click();
  await expect(share.getByText(/files were written to/)).toBeVisible({ timeout: 30_000 });
  await share.getByRole('button', { name: 'Write the files' }).click();
  await expect(share.getByText(/is there already/)).toBeVisible();
  problems = problems.filter((text) => !text.includes('422'));
});

test('words 40 % longer fit into a small window, and all of them are in the catalogue', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 640 });
  await page.goto(`${host.origin}/?lang=pseudo`);
  await expect(page.getByText('[Éñgîñé réådý')).toBeVisible();
  for (const step of STEPS) {
    await page.locator('.step-nav button').nth(STEPS.indexOf(step)).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth && (document.querySelector('.panel-right .panel-body')?.scrollWidth ?? 0) <= (document.querySelector('.panel-right .panel-body')?.clientWidth ?? 0))).toBe(true);
    const bare = await page.locator('.panel-right :is(button, label, h2, h3, summary, legend, .step-purpose)').evaluateAll((elements) => elements.map((element) => element.textContent.trim()).filter((text) => /[a-z]{3}/i.test(text) && !text.includes('[') && !/^(B\d|S2|\d|run\.json)/.test(text)));
    // What is left are names of data: scenes, classes, folders.
    expect(bare.filter((text) => /^(More|Next|Choose|Make|Draw|Train|Write|Show|Use|Import)\b/.test(text))).toEqual([]);
  }
});

test('a folder of one’s own is chosen, looked at and refused with the reason where nothing in it is understood', async ({ page }) => {
  await open(page, 'Data');
  await page.getByRole('button', { name: 'Choose files' }).click();
  const chooser = page.getByRole('region', { name: 'Choose files and folders', exact: true });
  await expect(chooser.getByRole('listitem').first()).toBeVisible();
  await chooser.getByRole('searchbox', { name: 'Filter names' }).fill('runs');
  await chooser.getByRole('checkbox', { name: 'Choose runs' }).check();
  await chooser.getByRole('button', { name: 'Use 1 chosen' }).click();
  const data = page.getByRole('region', { name: 'Data', exact: true });
  await expect(data.getByRole('alert').or(data.getByText('Nothing here that Furrow can use.'))).toBeVisible({ timeout: 30_000 });
  problems = problems.filter((text) => !text.includes('422'));
});
