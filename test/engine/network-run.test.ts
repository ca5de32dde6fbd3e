import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { sha256File } from '../../src/main/engine/workspace/atomic.ts';
import { EPOCH_EVENT } from '../../src/shared/families/curve.ts';
import { endedIn } from '../fixtures/ended.ts';
import { CROPS, FIELD_GRID, cropAt, fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';

const { width, height } = FIELD_GRID;
const VALUES = new Map(CROPS.classes.map(({ code, value }) => [code, value]));
const SMALL = { filters: 12, hidden: 24, width: 3, epochs: 12, dropout: 0.2, learningRate: 0.005 };

let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-network-'));
  await initWorkspace(folder);
  engine = await openEngine({ folder, settings: { workers: 2 } });
  await registerSamples(engine.services, fieldSamples(450));
  await registerComposite(engine.services);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

/** Share of the pixels whose class is the crop of their strip. */
function shareRight(map: string): number {
  const values = readWindow(join(folder, 'maps', map, 'map.tif'), 1, { column: 0, row: 0, width, height }, 'uint8');
  let right = 0;
  for (let i = width; i < values.length; i++) if (values[i] === VALUES.get(cropAt(i % width))) right++;
  expect(values.subarray(0, width).every((value) => value === 255)).toBe(true);
  return right / (values.length - width);
}

interface Report {
  readonly curve: readonly { readonly epoch: number; readonly trainLoss: number }[];
  readonly onnxRuntime: { readonly largestDifference: number };
  readonly metrics: { readonly overallAccuracy: number };
}

describe.each([
  { family: 'tempcnn', options: SMALL, input: 'series' },
  { family: 'mlp', options: { epochs: 30, hidden: 32 }, input: 'features' },
  { family: 'linear', options: { epochs: 30 }, input: 'features' },
  { family: 'logistic', options: { strength: 10 }, input: 'features' },
])('a model of the family $family', ({ family, options, input }) => {
  it('is trained, agrees with its file, maps what the forest maps, and is replayed to the same bytes', async () => {
    const trained = await ended('train', { samples: 'field-samples', family, options, id: family });
    const { card } = engine.services.catalog.model.get(family);
    expect(card).toMatchObject({ family, source: input, input, classes: ['wheat', 'maize', 'beet'], provenance: { normalisation: expect.anything() as unknown } });
    const report = JSON.parse(readFileSync(join(folder, 'models', family, 'report.json'), 'utf8')) as Report;
    expect(report.onnxRuntime.largestDifference).toBeLessThan(1e-5);
    expect(report.metrics.overallAccuracy).toBeGreaterThan(0.95);
    const log = readFileSync(join(folder, 'runs', trained.id, 'log.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { event: string; epoch?: number; trainLoss?: number });
    const epochs = log.filter(({ event }) => event === EPOCH_EVENT);
    expect(epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss])).toEqual(report.curve.map(({ epoch, trainLoss }) => [epoch, trainLoss]));

    await ended('classify', { model: family, composite: 'fields', id: `by-${family}` });
    expect(shareRight(`by-${family}`)).toBeGreaterThan(0.95);
    expect(await engine.services.jobs.replay(trained.id)).toEqual({ identical: true, differences: [] });
  });
});

it('a training that was cancelled is resumed to the same model', async () => {
  const params = { samples: 'field-samples', family: 'tempcnn', options: { ...SMALL, epochs: 150, stopAfter: 150, patience: 150 } };
  await ended('train', { ...params, id: 'whole' });
  const started = await engine.services.jobs.start('train', { ...params, id: 'cut' });
  const logged = (): boolean => {
    try {
      return readFileSync(join(folder, 'runs', started.job.id, 'log.ndjson'), 'utf8').includes(EPOCH_EVENT);
    } catch {
      return false;
    }
  };
  while (!logged()) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await engine.services.jobs.cancel(started.job.id)).toMatchObject({ state: 'cancelled' });
  expect(engine.services.catalog.model.find('cut')).toBeNull();
  expect(await (await engine.services.jobs.resume(started.job.id)).finished).toMatchObject({ state: 'done' });
  const [cut, whole] = await Promise.all(['cut', 'whole'].map((id) => sha256File(join(folder, 'models', id, 'model.onnx'))));
  expect(cut).toBe(whole);
});
