/**
 * Makes the pictures of docs/ and the README again: `npm run pictures [-- NAME…]`. The demo is made anew for them in a
 * folder of its own, so that each picture shows what a new user sees; `--demo DIR` takes a finished one instead.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { VIEW_FILE } from '../../src/main/engine/workspace/view-file.ts';
import { run, startTestHost } from './host.ts';
import config from './playwright.config.ts';

const SIZE = { width: 1360, height: 850 };
const docs = join(import.meta.dirname, '..', '..', 'docs');

interface Picture {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  /** `empty`: a new workspace; `demo`: the demo as it is when it is done. */
  readonly workspace: 'empty' | 'demo';
  readonly arrange: (page: Page) => Promise<void>;
}

const map = (page: Page): Locator => page.getByRole('application', { name: 'Map', exact: true });
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const key = (page: Page, keys: string): Promise<void> => page.keyboard.press(keys);

/** Clicks the map at shares of its width and height. */
async function clickMap(page: Page, x: number, y: number, modifiers: 'Shift'[] = []): Promise<void> {
  const box = await map(page).boundingBox();
  if (box) await map(page).click({ position: { x: box.width * x, y: box.height * y }, modifiers });
}

async function pointAtMap(page: Page, x: number, y: number): Promise<void> {
  const box = await map(page).boundingBox();
  if (box) await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
}

/** Until the landscape fills the map. */
async function zoomIn(page: Page): Promise<void> {
  await pointAtMap(page, 0.5, 0.5);
  await page.mouse.wheel(0, -170);
  await settled(page);
}

/** Selects the crop map in the layer tree. */
const chooseMap = (page: Page): Promise<void> => page.locator('[role="treeitem"][data-name^="Crops 2022"] .row-name').click();

const LOOKS_ALIKE = 4;

/** Waits until several looks at the window, a while apart, are the same: tiles, curves and chips have come. */
async function settled(page: Page): Promise<void> {
  await page.getByText('Trying processors…').waitFor({ state: 'hidden' });
  let before = await page.screenshot();
  let alike = 0;
  for (let look = 0; look < 90 && alike < LOOKS_ALIKE; look++) {
    await new Promise((done) => setTimeout(done, 600));
    const now = await page.screenshot();
    alike = now.equals(before) ? alike + 1 : 0;
    before = now;
  }
}

const PICTURES: readonly Picture[] = [
  { name: 'start', theme: 'light', workspace: 'empty', arrange: () => Promise.resolve() },
  { name: 'demo-map', theme: 'light', workspace: 'demo', arrange: zoomIn },
  {
    name: 'styling',
    theme: 'dark',
    workspace: 'demo',
    async arrange(page) {
      await zoomIn(page);
      await chooseMap(page);
      if (!(await panel(page, 'Styling').isVisible())) await key(page, 'F7');
      await page.getByRole('button', { name: 'Remove unused' }).click();
    },
  },
  {
    name: 'demo-series',
    theme: 'light',
    workspace: 'demo',
    async arrange(page) {
      await clickMap(page, 0.42, 0.5);
      await clickMap(page, 0.55, 0.38, ['Shift']);
      await panel(page, 'Identify').getByRole('button', { name: 'Time series' }).click();
    },
  },
  {
    name: 'swipe',
    theme: 'dark',
    workspace: 'demo',
    async arrange(page) {
      await zoomIn(page);
      await chooseMap(page);
      await key(page, 'Control+Alt+s');
      if (await panel(page, 'Styling').isVisible()) await key(page, 'F7');
    },
  },
  {
    name: 'table',
    theme: 'dark',
    workspace: 'demo',
    async arrange(page) {
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await page.getByRole('columnheader', { name: 'Area (ha)' }).getByRole('button').click();
      await page.getByRole('columnheader', { name: 'Area (ha)' }).getByRole('button').click();
      await settled(page);
      await page.getByRole('row').nth(2).click();
      await page.getByRole('row').nth(5).click({ modifiers: ['Shift'] });
      await key(page, 'Alt+7');
      await page.getByRole('button', { name: 'Zoom to the chosen parcels' }).click();
    },
  },
];

async function take(browser: Browser, url: string, { name, theme, arrange }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: theme, locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto(url);
  await page.getByText('Engine ready').waitFor();
  await settled(page);
  await arrange(page);
  // Over the map nothing lights up under the pointer, and the status bar shows a position.
  await pointAtMap(page, 0.72, 0.3);
  await settled(page);
  await page.screenshot({ path: join(docs, `${name}.png`) });
  await page.close();
  process.stdout.write(`docs/${name}.png\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { demo: { type: 'string' } }, allowPositionals: true });
  const folder = mkdtempSync(join(tmpdir(), 'furrow-pictures-'));
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    for (const kind of ['empty', 'demo'] as const) {
      const pictures = PICTURES.filter(({ name, workspace }) => workspace === kind && (positionals.length === 0 || positionals.includes(name)));
      if (pictures.length === 0) continue;
      const workspace = join(folder, kind, 'my-area');
      if (kind === 'empty') await run(['src/main/cli.ts', 'init', '--workspace', workspace]);
      else if (values.demo === undefined) await run(['src/main/cli.ts', 'demo', '--to', workspace]);
      else cpSync(values.demo, workspace, { recursive: true });
      for (const picture of pictures) {
        // What a picture arranges is kept with the workspace, and would be in the next one.
        rmSync(join(workspace, VIEW_FILE), { force: true });
        await using host = await startTestHost(workspace);
        await take(browser, host.url, picture);
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await main();
