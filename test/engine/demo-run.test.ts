import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemo, type Demo } from '../../src/main/engine/demo/demo-run.ts';
import type { Jobs } from '../../src/main/engine/jobs/contract.ts';
import { JOBS } from '../../src/main/engine/jobs/registry.ts';
import { createJobs } from '../../src/main/engine/jobs/runner.ts';
import { DEMO_STEPS } from '../../src/shared/contract/demo.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

const CHOICES = { landscape: { seed: 7, year: 2022, sizePx: 128, dates: 6 }, trees: 10 };

let engine: TestEngine;
let jobs: Jobs;
let demo: Demo;

beforeAll(async () => {
  engine = await testEngine();
  jobs = createJobs(engine, JOBS);
  demo = createDemo(engine, jobs);
});

afterAll(async () => {
  await Promise.all([jobs[Symbol.asyncDispose](), demo[Symbol.asyncDispose]()]);
  engine[Symbol.dispose]();
});

/** Resolves as soon as it is so; looked at with each event. */
function until(reached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!reached()) return;
      stop();
      resolve();
    };
    const stop = engine.catalog.onEvent(check);
    check();
  });
}

const stepIs = (name: string, state: string): boolean => demo.state()?.steps.some((step) => step.name === name && step.state === state) ?? false;

describe('the demo of an open workspace', { timeout: 240_000 }, () => {
  it('has no state before it is started', () => {
    expect(demo.state()).toBeNull();
  });

  it('is stopped by a cancel, and says at which step', async () => {
    const begun = demo.run(CHOICES);
    expect(begun.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(DEMO_STEPS.map((name) => `${name} waiting`));
    await until(() => demo.state()?.steps[0]?.job !== null);
    const stopped = await demo.cancel();
    expect(stopped?.state).toBe('cancelled');
    expect(stopped?.error).toBeNull();
    expect(stopped?.steps[0]?.state).toBe('failed');
  });

  it('goes on where it was stopped, tells each step, and is one demo however often it is asked for', async () => {
    demo.run(CHOICES);
    expect(demo.run(CHOICES)).toBe(demo.state());
    await until(() => demo.state()?.state !== 'running');
    expect(demo.state()).toMatchObject({ state: 'done', error: null, result: { map: 'simulated-crops' } });
    expect(demo.state()?.steps.every(({ state, seconds }) => state === 'done' && seconds !== null)).toBe(true);
    expect(engine.catalog.jobs.list().map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['classify done', 'composite done', 'samples-from-parcels done', 'simulate done', 'train done']);
    expect(engine.catalog.map.get('simulated-crops').simulated).toBe(true);
  });

  it('repeats nothing that is finished, and makes anew what was removed', async () => {
    engine.catalog.map.remove('simulated-crops');
    demo.run(CHOICES);
    await until(() => demo.state()?.state !== 'running');
    expect(demo.state()?.error).toBeNull();
    expect(stepIs('classify', 'done')).toBe(true);
    expect(engine.catalog.jobs.list().filter(({ kind }) => kind === 'classify')).toHaveLength(2);
    expect(engine.catalog.jobs.list().filter(({ kind }) => kind !== 'classify')).toHaveLength(4);
  });
});
