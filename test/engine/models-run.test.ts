import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import type { RunDocument } from '../../src/main/engine/jobs/definition.ts';
import { EPOCH_EVENT } from '../../src/shared/families/curve.ts';
import { endedIn } from '../fixtures/ended.ts';
import { fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';

let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-learning-'));
  await initWorkspace(folder);
  engine = await openEngine({ folder, settings: { workers: 2 } });
  await registerSamples(engine.services, fieldSamples(300));
  await registerComposite(engine.services);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

it('trains and maps in worker processes, tells what computed, and replays both to the same files', async () => {
  const trained = await ended('train', { samples: 'field-samples', options: { trees: 30 } });
  const mapped = await ended('classify', { model: String(trained.result?.['id']), composite: 'fields', windowPx: 128 });
  expect(engine.services.catalog.map.get(String(mapped.result?.['id'])).pixelCounts.map((count) => count.code)).toEqual(['wheat', 'maize', 'beet']);
  expect(mapped.result?.['peakMemoryMB']).toBeGreaterThan(20);

  const run = JSON.parse(readFileSync(join(folder, 'runs', mapped.id, 'run.json'), 'utf8')) as RunDocument;
  expect(run.processors.map(({ name, used }) => [name, used])).toEqual([['CUDA', false], ['DirectML', false], ['CoreML', false], ['WebGPU', false], ['CPU', true]]);
  expect(run.inputs.map((input) => input.path)).toContain('models/field-samples-forest/model.onnx');

  for (const job of [trained, mapped]) expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
});

it('goes on with a boosting that was cancelled where it stopped, to the very same model', async () => {
  const params = { samples: 'field-samples', family: 'boosting', options: { rounds: 800, patience: 0, minLeaf: 2, leaves: 63 }, title: 'Boosted' };
  const epochs = async (job: string) => (await engine.call('jobs.log', { id: job, most: 5000 })).lines.flatMap(({ event, facts }) => (event === EPOCH_EVENT ? [Number(facts['epoch'])] : []));
  const { job: started, finished } = await engine.services.jobs.start('train', { ...params, id: 'stopped' });
  while ((await epochs(started.id)).length < 5) await sleep(20);
  await engine.services.jobs.cancel(started.id);
  expect((await finished).state).toBe('cancelled');
  const before = await epochs(started.id);
  expect(before.length).toBeLessThan(800);

  const resumed = await (await engine.services.jobs.resume(started.id)).finished;
  expect(resumed.state).toBe('done');
  const after = (await epochs(started.id)).slice(before.length);
  // With the next round, or with an earlier one where the process was ended before it had written its last state.
  expect(after[0]).toBeLessThanOrEqual(before.length + 1);
  expect(after.at(-1)).toBe(800);
  const whole = await ended('train', { ...params, id: 'whole' });
  expect(engine.services.catalog.model.get('stopped').card.sha256).toBe(engine.services.catalog.model.get('whole').card.sha256);
  expect(await epochs(whole.id)).toHaveLength(800);
});

it('answers which processors there are, and why each is used or not', async () => {
  const { processors } = await engine.call('processors.info', {});
  expect(processors.filter((processor) => processor.used)).toHaveLength(1);
  for (const { reason } of processors) expect(reason.length).toBeGreaterThan(15);
});
