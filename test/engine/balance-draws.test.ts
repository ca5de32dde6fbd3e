import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { balancedBy, classWeights } from '../../src/main/engine/models/balance.ts';
import type { Checkpoint } from '../../src/main/engine/models/families/checkpoint.ts';
import { mlpTrainer } from '../../src/main/engine/models/families/mlp/trainer.ts';
import type { TrainingRequest, TrainingWatch } from '../../src/main/engine/models/families/trainer.ts';
import { RandomStream } from '../../src/main/engine/models/forest/random.ts';
import { drawnBatches } from '../../src/main/engine/models/network/batches.ts';
import { type FitProgress, type FitRequest, fitNetwork } from '../../src/main/engine/models/network/fit.ts';
import { head } from '../../src/main/engine/models/network/head.ts';
import { fittingRows, type LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import { type BalanceBy, linearOptionsSchema, mlpOptionsSchema, tempCnnOptionsSchema } from '../../src/shared/families/network.ts';
import { confusionFigures, confusionMatrix } from '../../src/shared/stats/confusion.ts';
import { likeliestClasses } from '../../src/shared/stats/decision.ts';
import { CLASSES, COLUMNS, goldenCrops } from '../golden/learning/crops.ts';

interface Scores {
  readonly recall: number;
  readonly recallMin: number;
  readonly recallMax: number;
}
const golden = JSON.parse(readFileSync(new URL('../golden/network/draws.json', import.meta.url), 'utf8')) as { counts: number[]; classWeights: number[]; drawn: Scores; plain: Scores };
const EVERY = [1, 1, 2, 4, 8, 8];
const crops = goldenCrops();

/** The crops of draws.py: rare classes thinned out, every third row half as sure. */
function unevenCrops(): LabelledRows {
  const kept = Array.from(crops.train.labels.keys()).filter((row) => row % (EVERY[crops.train.labels[row] as number] as number) === 0);
  const matrix = Float32Array.from(kept.flatMap((row) => [...crops.train.matrix.subarray(row * COLUMNS, (row + 1) * COLUMNS)]));
  return {
    rows: kept.length, shape: [COLUMNS], matrix,
    labels: Uint16Array.from(kept, (row) => crops.train.labels[row] as number),
    weights: Float64Array.from(kept, (_, i) => (i % 3 === 0 ? 0.5 : 1)),
    groups: kept.map(String), from: Int32Array.from(kept),
  };
}

const rows = unevenCrops();
const NAMES = Array.from({ length: CLASSES }, (_, c) => `class ${c}`);
const choices = (balanceBy: BalanceBy, balance: 'log' | 'none' = 'log') => ({ classes: NAMES, balance, options: { balanceBy }, validation: 'none', validationShare: 0, seed: 1 }) as const;
const INPUT: TrainingRequest<unknown>['input'] = { kind: 'features', card: { task: 'pixel-series', features: [], bands: [], periods: 6, periodDates: [] } };
const watch: TrainingWatch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };

describe('rows that are drawn by the weight of their class', () => {
  const { chances = new Float64Array(0), weights } = fittingRows(rows, choices('draws')).train;

  it('have WorldCereal’s class weights as chances, and keep the sample’s own weight for the loss', () => {
    expect(golden.counts).toEqual(Array.from({ length: CLASSES }, (_, c) => rows.labels.filter((label) => label === c).length));
    chances.forEach((chance, row) => {
      expect(chance).toBeCloseTo(golden.classWeights[rows.labels[row] as number] ?? NaN, 12);
    });
    expect(weights).toEqual(rows.weights);
    const weighed = fittingRows(rows, choices('weights')).train;
    expect(weighed.chances).toBeUndefined();
    weighed.weights.forEach((weight, row) => {
      expect(weight).toBeCloseTo((rows.weights[row] as number) * (golden.classWeights[rows.labels[row] as number] ?? NaN), 12);
    });
    expect(fittingRows(rows, choices('draws', 'none')).train.chances).toBeUndefined();
  });

  it('come as often as their exact probability says: every class, and every single row', () => {
    const EPOCHS = 400;
    const drawn = new Uint32Array(rows.rows);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const batches = drawnBatches(chances, 64, new RandomStream(42, epoch));
      expect(batches.reduce((sum, batch) => sum + batch.length, 0)).toBe(rows.rows);
      for (const batch of batches) for (const row of batch) drawn[row] = (drawn[row] as number) + 1;
    }
    const draws = EPOCHS * rows.rows;
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    /** Standard deviations of the binomial distribution that a count lies from its expectation. */
    const deviations = (count: number, probability: number): number => Math.abs(count - draws * probability) / Math.sqrt(draws * probability * (1 - probability));
    for (let c = 0; c < CLASSES; c++) {
      const own = Array.from(rows.labels.keys()).filter((row) => rows.labels[row] === c);
      const count = own.reduce((sum, row) => sum + (drawn[row] as number), 0);
      expect(deviations(count, ((golden.classWeights[c] ?? 0) * own.length) / total), `class ${c}`).toBeLessThan(3.5);
    }
    // Of 447 rows the farthest lies beyond 4.5 deviations once in 300 seeds.
    const farthest = Math.max(...Array.from(drawn, (count, row) => deviations(count, (chances[row] as number) / total)));
    expect(farthest).toBeLessThan(4.5);
    expect(farthest).toBeGreaterThan(2);
  });

  it('never come where their chance is 0, are the same for the same seed, and leave no batch of a single row', () => {
    const some = Float64Array.from({ length: 65 }, (_, row) => (row % 2 === 0 ? 0 : row));
    const batches = drawnBatches(some, 32, new RandomStream(1, 1));
    expect(batches.map((batch) => batch.length)).toEqual([32, 33]);
    expect(batches.flatMap((batch) => [...batch]).every((row) => row % 2 === 1)).toBe(true);
    expect(drawnBatches(some, 32, new RandomStream(1, 1))).toEqual(batches);
    expect(drawnBatches(some, 32, new RandomStream(1, 2))).not.toEqual(batches);
  });
});

describe('a head that learns from drawn rows', () => {
  async function recallOf(seed: number, balance: 'log' | 'none'): Promise<number> {
    const options = mlpOptionsSchema.parse({ epochs: 30, batch: 64, learningRate: 1e-3 });
    const request = { ...fittingRows(rows, { ...choices('draws', balance), options }), classes: CLASSES, input: INPUT, options, seed, part: 0, parts: 1, checkpoint: '/nowhere/at/all' };
    const classifier = await mlpTrainer.join([(await mlpTrainer.train(request, watch)).state], request);
    const predicted = likeliestClasses(await classifier.predict(crops.test.matrix, crops.test.labels.length), crops.test.labels.length, CLASSES);
    const { perClass } = confusionFigures(confusionMatrix(crops.test.labels, predicted, CLASSES));
    return perClass.reduce((sum, { recall }) => sum + recall / CLASSES, 0);
  }
  const meanOf = async (balance: 'log' | 'none'): Promise<number> => {
    const recalls = [await recallOf(1, balance), await recallOf(2, balance), await recallOf(3, balance)];
    return recalls.reduce((sum, recall) => sum + recall / recalls.length, 0);
  };

  it('finds rare classes as often as PyTorch’s with its WeightedRandomSampler, and far more often than without', async () => {
    const [drawn, plain] = [await meanOf('log'), await meanOf('none')];
    expect(Math.abs(drawn - golden.drawn.recall)).toBeLessThan(0.02);
    expect(Math.abs(plain - golden.plain.recall)).toBeLessThan(0.03);
    expect(drawn - plain).toBeGreaterThan(0.03);
  }, 30_000);

  it('goes on after a cancel with the very draws that it would have made', async () => {
    const kept: FitProgress[] = [];
    const { train } = fittingRows(rows, choices('draws'));
    const options = { epochs: 5, batch: 64, learningRate: 1e-2, decay: 0, penalty: 0, patience: 2, stopAfter: 4 };
    const request = (checkpoint: Checkpoint<FitProgress>): FitRequest => ({ network: head({ inputs: COLUMNS, classes: CLASSES, hidden: null }), train: { ...train, input: train.matrix }, validation: null, shared: {}, options, seed: 5, checkpoint });
    const file = (state: FitProgress | null): Checkpoint<FitProgress> => ({
      read: () => Promise.resolve(state),
      keep: (of) => {
        kept.push(structuredClone(of()));
        return Promise.resolve();
      },
    });
    const whole = await fitNetwork(request(file(null)), watch);
    for (const state of [kept[0], kept[3]]) expect(await fitNetwork(request(file(state ?? null)), watch)).toEqual(whole);
  });
});

describe('how classes are balanced', () => {
  it('is by drawing for heads, by weights for TempCNN and trees, and by nothing where nobody asked', () => {
    expect(balancedBy({ balance: 'log', options: linearOptionsSchema.parse({}) })).toBe('draws');
    expect(balancedBy({ balance: 'log', options: tempCnnOptionsSchema.parse({}) })).toBe('weights');
    expect(balancedBy({ balance: 'balanced', options: { trees: 100 } })).toBe('weights');
    expect(balancedBy({ balance: 'none', options: linearOptionsSchema.parse({}) })).toBeNull();
    expect(classWeights(rows.labels, CLASSES, 'none')).toEqual(new Float64Array(CLASSES).fill(1));
  });
});
