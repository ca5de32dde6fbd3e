import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as EngineLinkModule from '../../../src/main/shell/engine-link.ts';
import { mockElectron } from '../../mocks/electron.ts';

const link = { socket: vi.fn(() => Promise.resolve('/tmp/api.sock')), grant: vi.fn(), [Symbol.asyncDispose]: vi.fn(() => Promise.resolve()) };
const superviseEngine = vi.fn((_options: { readonly workspace: string }) => link);

/** Runs the shell's entry on a mock of Electron. */
async function startShell(options: { readonly isPackaged: boolean; readonly isFirst: boolean }) {
  const mock = mockElectron(options);
  // Only Electron's own Node has it.
  Object.assign(process, { resourcesPath: '/opt/furrow/resources' });
  vi.doMock('electron', () => mock.electron);
  vi.doMock('../../../src/main/shell/engine-link.ts', async (original) => ({ ...(await original<object>()), superviseEngine }));
  await import('../../../src/main/index.ts');
  return mock;
}

const argv = process.argv;
let settings: string;
beforeEach(() => {
  vi.resetModules();
  settings = mkdtempSync(join(tmpdir(), 'furrow-start-'));
  vi.stubEnv('FURROW_SETTINGS', settings);
  superviseEngine.mockClear();
  link[Symbol.asyncDispose].mockClear();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(settings, { recursive: true, force: true });
  process.argv = argv;
});

describe('the shell', () => {
  it('switches the sandbox on and registers its scheme before Electron is ready', async () => {
    const { calls, electron } = await startShell({ isPackaged: true, isFirst: true });
    expect(calls).toEqual(['enableSandbox', 'registerSchemesAsPrivileged']);
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
    ]);
  });

  it('guards the session first, and loads the window when the engine answers', async () => {
    process.argv = ['furrow', '--workspace', '/data/area'];
    const { calls, becomeReady } = await startShell({ isPackaged: true, isFirst: true });
    becomeReady();
    await vi.waitFor(() => { expect(calls).toContain('loadURL app://furrow/'); });
    expect(superviseEngine.mock.calls[0]?.[0].workspace).toBe('/data/area');
    const order = ['setPermissionRequestHandler', 'onBeforeRequest', 'protocol.handle', 'new BrowserWindow', 'loadURL app://furrow/'].map((name) => calls.indexOf(name));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it('opens the workspace that was open last when none is named', async () => {
    const folder = join(settings, 'area');
    mkdirSync(folder);
    writeFileSync(join(folder, 'furrow.sqlite'), '');
    writeFileSync(join(settings, 'recent-workspaces.json'), JSON.stringify({ workspaces: [{ folder, title: 'area', openedAt: '2026-11-21T00:00:00.000Z' }] }));
    process.argv = ['furrow'];
    const { becomeReady, electron } = await startShell({ isPackaged: true, isFirst: true });
    becomeReady();
    await vi.waitFor(() => { expect(superviseEngine).toHaveBeenCalledWith(expect.objectContaining({ workspace: folder })); });
    expect(electron.dialog.showOpenDialog).not.toHaveBeenCalled();
  });

  it('asks for a folder when none is named and quits when none is picked', async () => {
    process.argv = ['furrow'];
    const { calls, becomeReady, electron } = await startShell({ isPackaged: true, isFirst: true });
    becomeReady();
    await vi.waitFor(() => { expect(calls).toContain('quit'); });
    expect(electron.dialog.showOpenDialog).toHaveBeenCalledOnce();
    expect(superviseEngine).not.toHaveBeenCalled();
  });

  it('says why the workspace cannot be opened, and ends', async () => {
    process.argv = ['furrow', '--workspace', '/data/area'];
    const { EngineRefused } = await vi.importActual<typeof EngineLinkModule>('../../../src/main/shell/engine-link.ts');
    link.socket.mockRejectedValueOnce(new EngineRefused('It is newer.', 'Update Furrow.'));
    const { calls, becomeReady } = await startShell({ isPackaged: true, isFirst: true });
    becomeReady();
    await vi.waitFor(() => { expect(calls).toContain('exit'); });
    expect(calls).toContain('showErrorBox');
    expect(calls).not.toContain('new BrowserWindow');
  });

  it('lets the engine close its catalog before it quits', async () => {
    process.argv = ['furrow', '--workspace', '/data/area'];
    const { calls, becomeReady, listeners } = await startShell({ isPackaged: true, isFirst: true });
    becomeReady();
    await vi.waitFor(() => { expect(listeners.has('before-quit')).toBe(true); });
    const preventDefault = vi.fn();
    listeners.get('before-quit')?.({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => { expect(calls).toContain('quit'); });
    expect(link[Symbol.asyncDispose]).toHaveBeenCalledOnce();
  });

  it('runs once: a second start brings the first window to the front', async () => {
    const second = await startShell({ isPackaged: true, isFirst: false });
    expect(second.calls).toContain('quit');
    expect(superviseEngine).not.toHaveBeenCalled();
    vi.resetModules();
    const first = await startShell({ isPackaged: true, isFirst: true });
    first.listeners.get('second-instance')?.();
    expect(first.calls.slice(-2)).toEqual(['window.restore', 'window.focus']);
  });
});
