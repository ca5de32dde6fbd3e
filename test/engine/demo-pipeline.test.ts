import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineDoors } from '../../src/main/engine/demo/engine-doors.ts';
import { type DemoResult, type DemoStep, runDemo } from '../../src/main/engine/demo/pipeline.ts';
import type { Jobs } from '../../src/main/engine/jobs/contract.ts';
import { JOBS } from '../../src/main/engine/jobs/registry.ts';
import { createJobs } from '../../src/main/engine/jobs/runner.ts';
import { DEMO_STEPS } from '../../src/shared/contract/demo.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

/** A corner of the country with a fifth of the dates: all steps, none of the figures of the whole. */
const LANDSCAPE = { seed: 7, year: 2022, sizePx: 192, dates: 8 };

let engine: TestEngine;
let jobs: Jobs;
let made: DemoResult;
const told: DemoStep[] = [];

beforeAll(async () => {
  engine = await testEngine();
  jobs = createJobs(engine, JOBS);
  made = await runDemo(engineDoors(engine, jobs), { landscape: LANDSCAPE, trees: 20, onStep: (step) => told.push(step) });
}, 240_000);

afterAll(async () => {
  await jobs[Symbol.asyncDispose]();
  engine[Symbol.dispose]();
});

describe('the demo', () => {
  it('does the main job and tells the beginning and the end of each step', () => {
    expect(told.filter(({ seconds }) => seconds === null).map(({ name }) => name)).toEqual([...DEMO_STEPS]);
    expect(told.filter(({ seconds }) => seconds !== null).map(({ name }) => name)).toEqual([...DEMO_STEPS]);
    expect(told.at(-1)?.text).toContain('map.tif');
  });

  it('makes every record simulated', () => {
    const { catalog } = engine;
    const records = [...catalog.scene.list(), ...catalog.parcels.list(), ...catalog.mask.list(), ...catalog.composite.list(), ...catalog.samples.list(), ...catalog.model.list(), ...catalog.map.list()];
    expect(records).toHaveLength(8 + 6);
    expect(records.filter(({ simulated }) => !simulated)).toEqual([]);
  });

  it('gives a map of the crops inside the cropland mask, with its files', () => {
    const map = engine.catalog.map.get(made.map);
    expect(map).toMatchObject({ modelId: made.model, compositeId: made.composite, croplandId: made.mask });
    expect(map.grid).toMatchObject({ crs: 'EPSG:32631', width: 192, height: 192 });
    expect(map.classes).toContain('winter_wheat');
    for (const path of Object.values(made.paths)) expect(existsSync(engine.workspace.absolute(path))).toBe(true);
  });

  it('reports the figures of the model on parcels that were held back', () => {
    const { metrics } = engine.catalog.model.get(made.model).card;
    expect(metrics).toMatchObject({ macroF1: made.macroF1, overallAccuracy: made.overallAccuracy });
    expect(metrics?.testRows).toBeGreaterThan(50);
    // So small a corner teaches little; guessing among its crops would hit one in ten.
    expect(made.overallAccuracy).toBeGreaterThan(0.2);
    expect(made.overallAccuracy).toBeLessThan(0.99);
  });
});
