import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import type { DesktopBridge } from '../../src/shared/desktop/bridge.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-window-'));
  const workspace = join(folder, 'area');
  const made = spawnSync(process.execPath, ['src/main/cli.ts', 'init', '--workspace', workspace], { cwd: root, encoding: 'utf8' });
  expect(made.stderr).toBe('');
  app = await _electron.launch({ args: [root, '--workspace', workspace], cwd: root });
  page = await app.firstWindow();
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the desktop window shows Furrow from its own scheme', async () => {
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(page.url()).toBe('app://furrow/');
  await expect(page).toHaveTitle(/Furrow/);
});

test('the desktop window calls the engine and has the bridge, but no Node', async () => {
  const seen = await page.evaluate(async () => {
    const answer = await fetch('/api/records.list', { method: 'POST', body: '{"kind":"scene"}' });
    const { furrow } = globalThis as unknown as { furrow: DesktopBridge };
    return { status: answer.status, bridge: Object.keys(furrow).sort(), node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis) };
  });
  expect(seen).toEqual({ status: 200, bridge: ['onCommand', 'openDropped', 'pickFiles', 'pickFolder', 'platform', 'reveal'], node: [] });
});

test('the desktop window goes nowhere else and opens no second window', async () => {
  await page.evaluate(() => {
    open('https://example.org/');
    location.href = 'https://example.org/';
  });
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(page.url()).toBe('app://furrow/');
  expect(app.windows()).toHaveLength(1);
});
