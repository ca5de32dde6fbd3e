import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freezeRun, type FrozenRun, runFile, thawRun } from '../../src/main/engine/jobs/frozen-run.ts';
import { outdatedUnits } from '../../src/main/engine/jobs/inputs.ts';
import { RunLog } from '../../src/main/engine/jobs/run-log.ts';
import { Workspace } from '../../src/main/engine/workspace/workspace.ts';

const unit = (key: string, input: unknown) => ({ key, task: 't', input });
const stage = (...units: ReturnType<typeof unit>[]) => ({ name: 's', unit: 'scenes', weight: 1, mayFail: true, units });

it('a replaced file makes exactly the units that read it outdated; one that no unit names makes all', () => {
  const one = unit('one', { scenes: [{ path: '/data/a "b".tif' }] });
  const two = unit('two', { archive: '/vsizip/{/data/c.zip}/B02.jp2' });
  const three = unit('three', { path: '/data/d.tif' });
  const outdated = (changed: string[]) => [one, two, three].filter(outdatedUnits([stage(one, two), stage(three)], changed)).map(({ key }) => key);
  expect(outdated([])).toEqual([]);
  expect(outdated(['/data/a "b".tif'])).toEqual(['one']);
  expect(outdated(['/data/c.zip', '/data/d.tif'])).toEqual(['two', 'three']);
  expect(outdated(['/data/listed-elsewhere.txt'])).toEqual(['one', 'two', 'three']);
});

it('a frozen plan carries no path of the workspace, and is read back with those of the folder it lies in', async () => {
  const first = mkdtempSync(join(tmpdir(), 'furrow-frozen-'));
  const workspace = new Workspace(first);
  const input = { inside: join(first, 'a', 'b.tif'), archive: `/vsizip/{${join(first, 'c.zip')}}/d.jp2`, outside: '/elsewhere/e.tif', beside: `${first}-other/f.tif` };
  const run: FrozenRun = {
    runId: 'r1', kind: 'k', params: {}, outputId: 'o', outputFolder: 'k/o', workFolder: 'runs/r1/work',
    plan: { title: 't', stages: [stage(unit('one', input))], inputs: ['a/b.tif'], estimate: { seconds: 1, diskBytes: 1, memoryMB: 1, readBytes: 1, processor: 'CPU', workers: 1 }, seed: null, carry: { root: first } },
  };
  expect(await freezeRun(workspace, run)).toEqual(run);
  const text = readFileSync(runFile(workspace, 'r1', 'plan.json'), 'utf8');
  expect(text).not.toContain(`${first}/`);
  expect(text).toContain(`${first}-other`);
  expect(thawRun(workspace, 'r1')).toEqual(run);
  await expect(freezeRun(workspace, { ...run, plan: { ...run.plan, stages: [stage(unit('same', 1), unit('same', 2))] } })).rejects.toThrow('share a key');
  rmSync(first, { recursive: true });
});

it('the time of a stage adds up over all starts of a run, and a torn line does no harm', () => {
  const folder = mkdtempSync(join(tmpdir(), 'furrow-log-'));
  const path = join(folder, 'log.ndjson');
  const log = new RunLog(path, () => new Date(0));
  log.write('Stage:Left', { stage: 'Windows', seconds: 2, failed: 0 });
  log.write('Stage:Left', { stage: 'Windows', seconds: 3, failed: 0 });
  log.write('Stage:Left', { stage: 'Join', seconds: 1, failed: 0 });
  appendFileSync(path, '{"at":"1970","event":"Stage:Left","stage":"Jo');
  expect(log.stageSeconds()).toEqual(new Map([['Windows', 5], ['Join', 1]]));
  rmSync(folder, { recursive: true });
});
