import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boost } from '../../src/main/engine/models/boosting/boost.ts';
import { boostingTrainer } from '../../src/main/engine/models/boosting/trainer.ts';
import type { Checkpoint } from '../../src/main/engine/models/families/checkpoint.ts';
import type { TrainingRequest, TrainingWatch } from '../../src/main/engine/models/families/trainer.ts';
import type { LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import { type BoostingOptions, boostingOptionsSchema } from '../../src/shared/families/boosting.ts';
import type { CurvePoint } from '../../src/shared/families/curve.ts';
import { CLASSES, COLUMNS, type Rows, TEST, goldenCrops } from '../golden/learning/crops.ts';

interface Run {
  readonly accuracy: number;
  readonly loss: number;
  readonly firstRow: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/learning/boosting.json', import.meta.url), 'utf8')) as { readonly plain: Run; readonly weighted: Run };
const { train, test } = inSteps(goldenCrops());
/** As make-boosting.py has them. */
const GOLDEN_OPTIONS = { rounds: 40, learningRate: 0.1, leaves: 15, maxDepth: 64, minLeaf: 20, l2: 1, bins: 255 };

/** As make-boosting.py rounds them. */
function inSteps(crops: { readonly train: Rows; readonly test: Rows }): { readonly train: Rows; readonly test: Rows } {
  const rounded = ({ matrix, labels }: Rows): Rows => ({ matrix: matrix.map((value) => Math.floor(value * 16 + 0.5) / 16), labels });
  return { train: rounded(crops.train), test: rounded(crops.test) };
}

function rowsOf({ matrix, labels }: Rows, weightOf: (label: number) => number = () => 1): LabelledRows {
  return { rows: labels.length, shape: [COLUMNS], matrix, labels, weights: Float64Array.from(labels, weightOf), groups: [...labels.keys()].map(String), from: Int32Array.from(labels.keys()) };
}

const INPUT: TrainingRequest<BoostingOptions>['input'] = { kind: 'features', card: { task: 'pixel-series', features: [], bands: [], periods: 0, periodDates: [] } };

function requestOf(options: Partial<BoostingOptions>, change: Partial<TrainingRequest<BoostingOptions>> = {}): TrainingRequest<BoostingOptions> {
  return { train: rowsOf(train), validation: null, classes: CLASSES, input: INPUT, options: boostingOptionsSchema.parse(options), seed: 42, part: 0, parts: 1, checkpoint: '', ...change };
}

const NO_CHECKPOINT: Checkpoint<never> = { read: () => Promise.resolve(null), keep: () => Promise.resolve() };

function watching(onEpoch: (point: CurvePoint) => void = () => undefined): TrainingWatch {
  return { signal: new AbortController().signal, progress: () => undefined, epoch: onEpoch };
}

async function trained(request: TrainingRequest<BoostingOptions>) {
  const { boosted, curve } = await boost(request, watching(), NO_CHECKPOINT);
  const classifier = await boostingTrainer.join([boosted], request);
  return { boosted, curve, probabilities: (rows: LabelledRows) => classifier.predict(rows.matrix, rows.rows) as Float32Array };
}

function judged(probabilities: Float32Array): { readonly accuracy: number; readonly loss: number } {
  let [hits, loss] = [0, 0];
  test.labels.forEach((label, row) => {
    const own = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
    hits += own.indexOf(Math.max(...own)) === label ? 1 : 0;
    loss -= Math.log(own[label] ?? 0);
  });
  return { accuracy: hits / TEST, loss: loss / TEST };
}

describe('gradient boosting', () => {
  it.each([
    { name: 'rows that count alike', weight: 1, expected: golden.plain },
    { name: 'rows that count by their weights', weight: 5, expected: golden.weighted },
  ])('gives scikit-learn’s probabilities for the same options: $name', async ({ weight, expected }) => {
    const { probabilities } = await trained(requestOf(GOLDEN_OPTIONS, { train: rowsOf(train, (label) => (label === 2 ? weight : 1)) }));
    const found = probabilities(rowsOf(test));
    const { accuracy, loss } = judged(found);
    expect(accuracy).toBeCloseTo(expected.accuracy, 9);
    expect(loss).toBeCloseTo(expected.loss, 6);
    // scikit-learn adds gradients in float32.
    expected.firstRow.forEach((share, c) => {
      expect(found[c]).toBeCloseTo(share, 5);
    });
  });

  it('is the same for the same seed where rows and columns are drawn, and another for another', async () => {
    const options = { rounds: 4, rowShare: 0.6, columnShare: 0.5 };
    const first = (await trained(requestOf(options))).boosted;
    expect((await trained(requestOf(options))).boosted).toEqual(first);
    expect((await trained(requestOf(options, { seed: 7 }))).boosted.trees).not.toEqual(first.trees);
  });

  it('stops after rounds without gain and keeps the best round', async () => {
    const { boosted, curve } = await trained(requestOf({ rounds: 400, learningRate: 0.3, patience: 5 }, { validation: rowsOf(test) }));
    const losses = curve.map((point) => point.validationLoss ?? NaN);
    const best = losses.indexOf(Math.min(...losses));
    expect(curve.length).toBe(best + 1 + 5);
    expect(boosted.rounds).toBe(best + 1);
    expect(boosted.trees.length).toBe((best + 1) * CLASSES);
    expect(curve.at(-1)?.trainLoss).toBeLessThan(curve[0]?.trainLoss ?? 0);
    expect(curve[best]?.macroF1).toBeGreaterThan(0.4);
  });

  it('goes on from a checkpoint to the very same trees', async () => {
    const request = requestOf({ rounds: 6, rowShare: 0.7, columnShare: 0.6 });
    const whole = await boost(request, watching(), NO_CHECKPOINT);
    let kept: unknown = null;
    const half: Checkpoint<object> = {
      read: () => Promise.resolve(null),
      keep(state) {
        const now = state() as { readonly curve: readonly unknown[] };
        if (now.curve.length === 3) kept = structuredClone(now);
        return Promise.resolve();
      },
    };
    await boost(request, watching(), half as never);
    const told: number[] = [];
    const rest = await boost(request, watching(({ epoch }) => told.push(epoch)), { ...NO_CHECKPOINT, read: () => Promise.resolve(kept as never) });
    expect(told).toEqual([4, 5, 6]);
    expect(rest).toEqual(whole);
  });

  it('tells rows with a value from rows without one', async () => {
    const matrix = Float32Array.from({ length: 200 }, (_, row) => (row % 2 ? NaN : row));
    const rows: LabelledRows = { ...rowsOf({ matrix, labels: Uint16Array.from({ length: 200 }, (_, row) => row % 2) }), shape: [1] };
    const { probabilities } = await trained(requestOf({ rounds: 60 }, { train: rows, classes: 2 }));
    const [known = 0, , , missing = 0] = probabilities({ ...rows, rows: 2, matrix: Float32Array.of(1e30, NaN) });
    expect(known).toBeGreaterThan(0.95);
    expect(missing).toBeGreaterThan(0.95);
  });

  it('keeps to the class shares where nothing can be asked', async () => {
    const rows: LabelledRows = { ...rowsOf({ matrix: new Float32Array(80), labels: Uint16Array.from({ length: 80 }, (_, row) => (row < 60 ? 0 : 1)) }), shape: [1] };
    const { probabilities } = await trained(requestOf({ rounds: 3 }, { train: rows, classes: 2 }));
    expect(probabilities({ ...rows, rows: 1, matrix: new Float32Array(1) })[0]).toBeCloseTo(0.75, 5);
  });
});
