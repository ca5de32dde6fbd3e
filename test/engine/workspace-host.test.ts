import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { RecentWorkspaces, settingsFolder } from '../../src/main/host/recent.ts';
import { openWorkspaceHost, type WorkspaceHost } from '../../src/main/host/workspace-host.ts';

let folder: string;
let recent: RecentWorkspaces;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'furrow-recent-')));
  recent = new RecentWorkspaces(at('settings'));
  for (const name of ['first', 'second', 'third']) await initWorkspace(at(name));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (workspace: string): Promise<WorkspaceHost> => openWorkspaceHost({ workspace, roots: [], rendererFolder: null, log: () => undefined, recent });

async function call(host: WorkspaceHost, name: string, input: object = {}): Promise<Record<string, unknown>> {
  return (await (await host.api(new Request(`http://furrow/api/${name}`, { method: 'POST', body: JSON.stringify(input) }))).json()) as Record<string, unknown>;
}

describe('recent workspaces', () => {
  it('are remembered from one start to the next, newest first, and only while they are there', async () => {
    for (const name of ['first', 'second']) await (await open(at(name)))[Symbol.asyncDispose]();
    await using host = await open(at('third'));
    const items = (await call(host, 'workspace.recent'))['items'] as { folder: string; title: string; current: boolean }[];
    expect(items.map(({ folder: path, current }) => [path, current])).toEqual([[at('third'), true], [at('second'), false], [at('first'), false]]);
    expect(items[1]?.title).toBe('second');
    rmSync(at('second'), { recursive: true });
    expect(((await call(host, 'workspace.recent'))['items'] as unknown[])).toHaveLength(2);
  });

  it('are opened in place of the one that is open, which is free again afterwards', async () => {
    await (await open(at('first')))[Symbol.asyncDispose]();
    await using host = await open(at('second'));
    expect(await call(host, 'workspace.open', { folder: at('first') })).toEqual({ folder: at('first') });
    expect((await call(host, 'workspace.info'))['folder']).toBe(at('first'));
    // Closing takes as long as the machine needs; what counts is that it ends.
    await expect.poll(async () => {
      try {
        await (await open(at('second')))[Symbol.asyncDispose]();
        return 'free';
      } catch (thrown) {
        return (thrown as { code: string }).code;
      }
    }, { timeout: 30_000 }).toBe('free');
  });

  it('do not open any folder of the machine: only what was open before or was picked', async () => {
    await using host = await open(at('second'));
    expect((await call(host, 'workspace.open', { folder: at('third') }))['error']).toMatchObject({ code: 'PATH_NOT_GRANTED' });
    host.grant(at('third'));
    expect(await call(host, 'workspace.open', { folder: at('third') })).toEqual({ folder: at('third') });
  });

  it('leave the present one open where the other cannot be opened', async () => {
    await using held = await open(at('first'));
    await using host = await open(at('second'));
    expect((await call(host, 'workspace.open', { folder: at('first') }))['error']).toMatchObject({ code: 'WORKSPACE_IN_USE' });
    expect((await call(host, 'workspace.info'))['folder']).toBe(at('second'));
    expect((await call(held, 'workspace.info'))['folder']).toBe(at('first'));
  });

  it('begin anew where their file is damaged', () => {
    writeFileSync(join(at('first'), 'recent-workspaces.json'), '{"workspaces": [');
    expect(new RecentWorkspaces(at('first')).list()).toEqual([]);
  });

  it('lie where the system keeps settings', () => {
    expect(settingsFolder({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe(join('/c', 'furrow'));
    expect(settingsFolder({ APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Furrow'));
    expect(settingsFolder({ FURROW_SETTINGS: '/own' }, 'darwin')).toBe('/own');
  });
});
