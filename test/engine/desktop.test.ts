import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { type EngineLink, superviseEngine } from '../../src/main/shell/engine-link.ts';
import { createProxy } from '../../src/main/shell/proxy.ts';

const links: EngineLink[] = [];
const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'furrow-desktop-test-'));
  folders.push(made);
  return made;
}

/** The real engine process as the shell starts it, and its API as the window sees it. */
function openDesktop(workspace: string) {
  const engine = fileURLToPath(new URL('../../src/main/host/desktop.ts', import.meta.url));
  const link = superviseEngine({ places: { node: process.execPath, engine }, workspace, log: () => undefined, delayMs: () => 0 });
  links.push(link);
  const proxy = createProxy(() => link.socket());
  const call = async (name: string, input: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await proxy(new Request(`app://furrow/api/${name}`, { method: 'POST', body: JSON.stringify(input), headers: { 'content-type': 'application/json' } }));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { link, proxy, call };
}

afterEach(async () => {
  for (const link of links.splice(0)) await link[Symbol.asyncDispose]();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('the desktop’s engine', () => {
  it('answers the window’s calls and refuses unknown ones', async () => {
    const workspace = join(folder(), 'area');
    await initWorkspace(workspace);
    const { call } = openDesktop(workspace);
    expect(await call('records.list', { kind: 'scene' })).toMatchObject({ status: 200, body: { items: [] } });
    expect(await call('no.such', {})).toMatchObject({ status: 404, body: { error: { code: 'UNKNOWN_CALL' } } });
  });

  it('reads a folder only after the user picked it', async () => {
    const workspace = join(folder(), 'area');
    const picked = folder();
    writeFileSync(join(picked, 'scene.tif'), '');
    await initWorkspace(workspace);
    const { link, call } = openDesktop(workspace);
    expect(await call('files.list', { folder: picked })).toMatchObject({ status: 403, body: { error: { code: 'PATH_NOT_GRANTED' } } });
    link.grant(picked);
    expect(await call('files.list', { folder: picked })).toMatchObject({ status: 200, body: { entries: [{ name: 'scene.tif' }] } });
  });

  it('says in the error’s own words that a folder is no workspace', async () => {
    const { link } = openDesktop(folder());
    await expect(link.socket()).rejects.toMatchObject({ name: 'EngineRefused', message: expect.stringMatching(/workspace/i), action: expect.stringMatching(/\w/) });
  });
});
