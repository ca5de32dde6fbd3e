import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DesktopBridge } from '../../../src/shared/desktop/bridge.ts';
import { importsOf, root } from '../../boundaries/import-graph.ts';

const exposeInMainWorld = vi.fn();
const invoke = vi.fn((..._args: unknown[]) => Promise.resolve([]));
const on = vi.fn();
const off = vi.fn();
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld },
  ipcRenderer: { invoke, on, off },
  webUtils: { getPathForFile: (file: File) => (file.name === 'on-disk.tif' ? '/data/on-disk.tif' : '') },
}));

async function exposed(): Promise<DesktopBridge> {
  vi.resetModules();
  await import('../../../src/preload/index.ts');
  return exposeInMainWorld.mock.calls[0]?.[1] as DesktopBridge;
}

beforeEach(() => {
  vi.clearAllMocks();
});

describe('the preload', () => {
  it('exposes one frozen object with nothing in it but the bridge', async () => {
    const bridge = await exposed();
    expect(exposeInMainWorld).toHaveBeenCalledOnce();
    expect(exposeInMainWorld.mock.calls[0]?.[0]).toBe('furrow');
    expect(Object.keys(bridge).sort()).toEqual(['onCommand', 'openDropped', 'pickFiles', 'pickFolder', 'platform', 'reveal']);
    expect(Object.isFrozen(bridge)).toBe(true);
  });

  it('takes the path of a dropped file from Electron, never from the page', async () => {
    const bridge = await exposed();
    const made = Object.assign(new File([], 'made-by-page.tif'), { path: '/etc/passwd' });
    await bridge.openDropped([new File([], 'on-disk.tif'), made]);
    expect(invoke).toHaveBeenCalledWith('furrow:open-dropped', ['/data/on-disk.tif']);
  });

  it('passes known commands without the event, until told to stop', async () => {
    const bridge = await exposed();
    const heard: unknown[][] = [];
    const stop = bridge.onCommand((...args) => heard.push(args));
    const receive = on.mock.calls[0]?.[1] as (event: unknown, command: unknown) => void;
    receive({ sender: {} }, 'import');
    receive({ sender: {} }, 'format-disk');
    expect(heard).toEqual([['import']]);
    stop();
    expect(off).toHaveBeenCalledWith('furrow:command', receive);
  });

  it('imports Electron and shared code only', () => {
    expect(importsOf('src/preload/index.ts').flatMap(({ packageName }) => packageName ?? [])).toEqual(['electron']);
  });

  it.runIf(existsSync(join(root, 'out/preload/index.cjs')))('is built as one CommonJS file that requires electron alone', () => {
    const built = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8');
    expect([...built.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(built).not.toMatch(/^\s*(?:import|export) /m);
  });
});
