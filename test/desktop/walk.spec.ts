import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { dropOnMap } from '../browser/drop.ts';
import { keyboard, mouse } from '../browser/hands.ts';
import { run } from '../browser/host.ts';
import { SMALL, type Walk, walkThrough } from '../browser/walk.ts';

/** The walk-through of the browser tests in the desktop's own window: the same steps, the same words. */

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let app: ElectronApplication;
let page: Page;
let outside: string[];

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-desktop-walk-'));
  await run(['src/main/cli.ts', 'init', '--workspace', join(folder, 'area')]);
  app = await _electron.launch({ args: [root, '--workspace', join(folder, 'area')], cwd: root, env: { ...process.env, FURROW_SETTINGS: join(folder, 'settings') } });
  outside = [];
  app.context().on('request', (request) => {
    if (!/^(app:\/\/furrow\/|blob:|data:)/.test(request.url())) outside.push(request.url());
  });
  page = await app.firstWindow();
  await expect(page.getByText('Engine ready')).toBeVisible();
  // The demo of the walk is a small one, whoever asks for it.
  await page.evaluate((small) => {
    const ask = globalThis.fetch;
    globalThis.fetch = (input, init) => ask(input, input === '/api/demo.run' ? { ...init, body: JSON.stringify(small) } : init);
  }, SMALL);
});
test.afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the shell puts what the window saves; it would ask the person. */
async function saved(act: () => Promise<void>): Promise<Uint8Array> {
  const path = join(folder, 'saved.png');
  const done = app.evaluate(({ session }, target) => new Promise<void>((resolve) => {
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(target);
      item.once('done', () => { resolve(); });
    });
  }), path);
  await act();
  await done;
  return readFileSync(path);
}

async function bring(name: string): Promise<void> {
  const drops = join(folder, 'drops');
  if (!existsSync(drops)) await run(['test/browser/drop-files.ts', join(folder, 'area'), drops]);
  await dropOnMap(page, join(drops, name));
}

function shots(): Walk['shot'] {
  return async (stage) => {
    await test.info().attach(stage, { body: await page.screenshot(), contentType: 'image/png' });
  };
}

for (const [name, handOf] of [['the mouse', mouse], ['the keyboard', keyboard]] as const) {
  test(`the desktop window is walked through with ${name}, and nothing leaves the machine`, async () => {
    test.setTimeout(300_000);
    await walkThrough({ page, hand: handOf(page), bring, saved, shot: shots() });
    expect(outside).toEqual([]);
  });
}
