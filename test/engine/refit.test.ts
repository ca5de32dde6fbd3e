import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { boostingTrainer } from '../../src/main/engine/models/boosting/trainer.ts';
import { mlpTrainer } from '../../src/main/engine/models/families/mlp/trainer.ts';
import { optionsOf } from '../../src/main/engine/models/families/registry.ts';
import { boostingFamily } from '../../src/main/engine/models/boosting/family.ts';
import { mlpFamily } from '../../src/main/engine/models/families/mlp/family.ts';
import type { Trainer, TrainingRequest, TrainingWatch } from '../../src/main/engine/models/families/trainer.ts';
import { fittingRows, type LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import type { OptionValue } from '../../src/shared/families/option-form.ts';
import { CLASSES, COLUMNS, goldenCrops } from '../golden/learning/crops.ts';

const folder = mkdtempSync(join(tmpdir(), 'furrow-refit-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { train: data, test } = goldenCrops();
const ROWS = 300;
const all: LabelledRows = {
  rows: ROWS, shape: [COLUMNS], matrix: data.matrix.subarray(0, ROWS * COLUMNS), labels: data.labels.subarray(0, ROWS), weights: new Float64Array(ROWS).fill(1),
  groups: Array.from({ length: ROWS }, (_, row) => String(row)), from: Int32Array.from({ length: ROWS }, (_, row) => row),
};
const INPUT: TrainingRequest<unknown>['input'] = { kind: 'features', card: { task: 'pixel-series', features: [], bands: [], periods: 6, periodDates: [] } };
const GIVEN = { mlp: { epochs: 40, stopAfter: 4, patience: 1, batch: 64, learningRate: 0.005 }, boosting: { rounds: 25, patience: 4, minLeaf: 5 } };
const FAMILIES = { mlp: { family: mlpFamily, trainer: mlpTrainer }, boosting: { family: boostingFamily, trainer: boostingTrainer } };
const watch: TrainingWatch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };

function requestOf(name: 'mlp' | 'boosting', change: Record<string, OptionValue>, checkpoint = '/nowhere/at/all'): TrainingRequest<unknown> {
  const options = optionsOf(FAMILIES[name].family, { ...GIVEN[name], ...change });
  const fitting = fittingRows(all, { classes: Array.from({ length: CLASSES }, (_, c) => `c${c}`), balance: 'log', options, validation: 'aside', validationShare: 0.2, seed: 3 });
  return { ...fitting, classes: CLASSES, input: INPUT, options, seed: 3, part: 0, parts: 1, checkpoint };
}

async function predictionsOf(trainer: Trainer, request: TrainingRequest<unknown>): Promise<{ readonly test: Float32Array; readonly aside: Float32Array | undefined; readonly curve: number; readonly facts: Readonly<Record<string, number | string>> }> {
  const part = await trainer.train(request, watch);
  const classifier = await trainer.join([part.state], request);
  return { test: await classifier.predict(test.matrix, test.labels.length), aside: classifier.aside, curve: part.curve.length, facts: classifier.facts };
}

describe.each(['mlp', 'boosting'] as const)('%s that learns from the rows kept aside in the end', (name) => {
  const { trainer } = FAMILIES[name];

  it('is the model of all rows, trained for as long as the rows aside said', async () => {
    const [first, refitted] = [await predictionsOf(trainer, requestOf(name, { refit: 'none' })), await predictionsOf(trainer, requestOf(name, { refit: 'all' }))];
    const best = Number(first.facts[name === 'mlp' ? 'bestEpoch' : 'rounds']);
    expect(first.curve).toBeGreaterThan(best);
    expect(refitted.curve).toBe(first.curve);
    expect(refitted.facts[name === 'mlp' ? 'bestEpoch' : 'rounds']).toBe(best);
    expect(refitted.test).not.toEqual(first.test);
    // A learning rate that falls is told only to the fit itself: with one that never does, all rows for the same length are the very same model.
    const calm = name === 'mlp' ? { patience: 1000 } : {};
    const again = await predictionsOf(trainer, requestOf(name, { refit: 'all', ...calm }));
    const length = Number(again.facts[name === 'mlp' ? 'bestEpoch' : 'rounds']);
    const request = requestOf(name, { ...calm, ...(name === 'mlp' ? { epochs: length } : { rounds: length }) });
    const plain = fittingRows(all, { classes: Array.from({ length: CLASSES }, (_, c) => `c${c}`), balance: 'log', options: request.options as Record<string, OptionValue>, validation: 'none', validationShare: 0, seed: 3 });
    expect(again.test).toEqual((await predictionsOf(trainer, { ...request, ...plain })).test);
  }, 30_000);

  it('still tells what the rows aside were judged as before they were learnt from', async () => {
    const request = requestOf(name, { refit: 'none' });
    const part = await trainer.train(request, watch);
    const before = await (await trainer.join([part.state], request)).predict(request.validation?.matrix ?? new Float32Array(0), request.validation?.rows ?? 0);
    expect((await predictionsOf(trainer, requestOf(name, { refit: 'all' }))).aside).toEqual(before);
    expect((await predictionsOf(trainer, request)).aside).toBeUndefined();
  }, 30_000);

  it('goes on after a cancel, in the first fit or in the second, to the very same model', async () => {
    const whole = await predictionsOf(trainer, requestOf(name, { refit: 'all' }));
    for (const at of [0.1, 0.8]) {
      const stop = new AbortController();
      const request = requestOf(name, { refit: 'all' }, join(folder, `${name}-${at}`));
      const cut = trainer.train(request, {
        ...watch, signal: stop.signal,
        progress: (fraction) => {
          if (fraction > at) stop.abort();
        },
      });
      await expect(cut).rejects.toThrow();
      // Boosting keeps its state the moment it is stopped; a network some seconds apart, which a test this short never reaches.
      if (name === 'boosting') expect(existsSync(at > 0.5 ? `${request.checkpoint}.refit` : request.checkpoint)).toBe(true);
      expect(await predictionsOf(trainer, request)).toEqual(whole);
    }
  }, 30_000);
});
