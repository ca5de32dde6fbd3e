import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';

let folder: string;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'furrow-wake-')), 'area');
  await initWorkspace(folder);
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

it('has the workers for clicks running before the first click, in an empty workspace too', async () => {
  const started: string[] = [];
  await using engine = await openEngine({ folder, log: (line) => { if (line.startsWith('Worker:Started')) started.push(line); } });
  expect(started).toHaveLength(0);
  await engine.wake();
  expect(started).toHaveLength(engine.services.lookups.size);
  await engine.call('crs.define', { crs: 'EPSG:2154' });
  expect(started).toHaveLength(engine.services.lookups.size);
});

it('closes at once while it is waking', async () => {
  const engine = await openEngine({ folder });
  const waking = engine.wake();
  await engine[Symbol.asyncDispose]();
  await expect(waking).resolves.toBeUndefined();
});
