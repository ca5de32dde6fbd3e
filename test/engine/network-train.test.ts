import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/main/engine/models/families/checkpoint.ts';
import { linearTrainer } from '../../src/main/engine/models/families/linear/trainer.ts';
import { mlpTrainer } from '../../src/main/engine/models/families/mlp/trainer.ts';
import { seasonalTrainer } from '../../src/main/engine/models/families/seasonal/trainer.ts';
import { tempCnn } from '../../src/main/engine/models/families/tempcnn/architecture.ts';
import { tempCnnTrainer } from '../../src/main/engine/models/families/tempcnn/trainer.ts';
import type { Classifier, ClassifierFileSpec, Trainer, TrainingRequest, TrainingWatch } from '../../src/main/engine/models/families/trainer.ts';
import { RandomStream } from '../../src/main/engine/models/forest/random.ts';
import { type FitProgress, type FitRequest, fitNetwork } from '../../src/main/engine/models/network/fit.ts';
import type { LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import type { CurvePoint } from '../../src/shared/families/curve.ts';
import { linearOptionsSchema, mlpOptionsSchema, seasonalOptionsSchema, tempCnnOptionsSchema } from '../../src/shared/families/network.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import { likeliestClasses } from '../../src/shared/stats/decision.ts';
import { CLASSES, COLUMNS, goldenCrops } from '../golden/learning/crops.ts';

const SPEC: ClassifierFileSpec = { name: 'crops', labels: [11, 12, 13, 14, 15, 16], schemeTitle: 'Crops', periods: 6, metadata: {} };
const PERIODS = Array.from({ length: 6 }, (_, i) => ({ start: `2022-0${i + 3}-01`, end: `2022-0${i + 3}-28` }));
const BANDS = ['B04', 'B08'].map((band) => reflectanceQuantity(band));

function rowsOf(matrix: Float32Array, labels: ArrayLike<number>, shape: readonly number[]): LabelledRows {
  const rows = labels.length;
  return { rows, shape, matrix, labels: Uint16Array.from(labels), weights: new Float64Array(rows).fill(1), groups: Array.from({ length: rows }, (_, row) => String(row)), from: Int32Array.from({ length: rows }, (_, row) => row) };
}

type Input = TrainingRequest<unknown>['input'];
const FEATURES: Input = { kind: 'features', card: { task: 'pixel-series', features: [], bands: [], periods: 6, periodDates: PERIODS } };
const SERIES: Input = { kind: 'series', card: { ...FEATURES.card, bands: BANDS } };
const TIME_EMBEDDINGS: Input = { kind: 'time-embeddings', card: FEATURES.card };

function quiet(onEpoch: (point: CurvePoint) => void = () => undefined, signal = new AbortController().signal): TrainingWatch {
  return { signal, progress: () => undefined, epoch: onEpoch };
}

interface Given {
  readonly train: LabelledRows;
  readonly validation?: LabelledRows | null;
  readonly classes: number;
  readonly input: Input;
  readonly options: unknown;
  readonly seed?: number;
}

async function trained(trainer: Trainer, given: Given): Promise<{ readonly classifier: Classifier; readonly curve: readonly CurvePoint[] }> {
  const request = { validation: null, seed: 42, part: 0, parts: 1, checkpoint: '/nowhere/at/all', ...given };
  const part = await trainer.train(request, quiet());
  return { classifier: await trainer.join([part.state], request), curve: part.curve };
}

async function accuracy(classifier: Classifier, rows: LabelledRows, classes: number): Promise<number> {
  const predicted = likeliestClasses(await classifier.predict(rows.matrix, rows.rows), rows.rows, classes);
  return predicted.reduce((sum, c, row) => sum + (c === rows.labels[row] ? 1 : 0), 0) / rows.rows;
}

/** Largest difference between the trainer's probabilities and the file's, by ONNX Runtime; the labels must be those of the classes. */
async function difference(classifier: Classifier, rows: LabelledRows): Promise<number> {
  const file = classifier.write(SPEC);
  await using session = await openSession(file.bytes);
  const answers = await session.run({ [file.input]: { data: rows.matrix, shape: [rows.rows, ...rows.shape] } });
  const [theirs, own] = [answers[file.probabilities]?.data as Float32Array, await classifier.predict(rows.matrix, rows.rows)];
  expect(theirs.length).toBe(own.length);
  const best = likeliestClasses(theirs, rows.rows, own.length / rows.rows);
  expect(Array.from(answers[file.label ?? '']?.data ?? [], Number)).toEqual(Array.from(best, (c) => SPEC.labels[c]));
  return own.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (theirs[i] ?? NaN))), 0);
}

/** Curves of three crops that differ in when they are green; some values missing. */
function curves(rows: number, stream: number): LabelledRows {
  const random = new RandomStream(3, stream);
  const labels = Array.from({ length: rows }, () => random.below(3));
  const matrix = new Float32Array(rows * 12);
  labels.forEach((label, row) => {
    for (let step = 0; step < 6; step++) {
      const green = Math.exp(-((step - 1 - label * 1.5) ** 2) / 2) * 0.4;
      const noise = (): number => (random.below(1000) - 500) / 8000;
      matrix[row * 12 + step * 2] = random.below(12) === 0 ? NaN : 0.3 - green / 2 + noise();
      matrix[row * 12 + step * 2 + 1] = random.below(12) === 0 ? NaN : 0.2 + green + noise();
    }
  });
  return rowsOf(matrix, labels, [6, 2]);
}

const SMALL = tempCnnOptionsSchema.parse({ filters: 16, hidden: 32, width: 3, epochs: 25, dropout: 0.25 });
const golden = JSON.parse(readFileSync(new URL('../golden/network/heads.json', import.meta.url), 'utf8')) as { linear: number; mlp: { mean: number; min: number } };

describe('heads trained by ONNX Runtime', () => {
  const { train, test } = goldenCrops();
  const given = { train: rowsOf(train.matrix, train.labels, [COLUMNS]), classes: CLASSES, input: FEATURES };
  const unseen = rowsOf(test.matrix, test.labels, [COLUMNS]);

  it('are as accurate as scikit-learn’s logistic regression and PyTorch’s MLP, and their files say the same', async () => {
    const linear = await trained(linearTrainer, { ...given, options: linearOptionsSchema.parse({ epochs: 60 }) });
    const mlp = await trained(mlpTrainer, { ...given, options: mlpOptionsSchema.parse({ epochs: 30 }) });
    expect(await accuracy(linear.classifier, unseen, CLASSES)).toBeGreaterThan(golden.linear - 0.01);
    expect(await accuracy(mlp.classifier, unseen, CLASSES)).toBeGreaterThan(golden.mlp.min - 0.01);
    const withGaps = { ...unseen, matrix: unseen.matrix.map((value, i) => (i % 7 === 0 ? NaN : i % 995 === 0 ? Infinity : value)) };
    for (const { classifier } of [linear, mlp]) expect(await difference(classifier, withGaps)).toBeLessThan(1e-5);
  });

  it('give a row that weighs nothing no say', async () => {
    const half = Uint16Array.from(train.labels, (label, row) => (row % 2 === 0 ? label : (label + 1) % CLASSES));
    const weights = Float64Array.from(half, (_, row) => (row % 2 === 0 ? 1 : 1e-9));
    const misled = { ...given.train, labels: half };
    const options = linearOptionsSchema.parse({ epochs: 60 });
    const even = await trained(linearTrainer, { ...given, train: misled, options });
    const weighed = await trained(linearTrainer, { ...given, train: { ...misled, weights }, options });
    expect(await accuracy(weighed.classifier, unseen, CLASSES)).toBeGreaterThan(golden.linear - 0.05);
    expect(await accuracy(even.classifier, unseen, CLASSES)).toBeLessThan(golden.linear - 0.1);
  });

  it('say that a training ran away instead of giving a model of no numbers', async () => {
    const huge = { ...given.train, matrix: train.matrix.map((value) => value * 1e38) };
    const training = trained(mlpTrainer, { ...given, train: huge, input: { ...FEATURES, kind: 'embeddings' }, options: mlpOptionsSchema.parse({ epochs: 3 }) });
    await expect(training).rejects.toMatchObject({ code: 'TRAINING_DIVERGED', params: { family: 'mlp' } });
  });
});

describe('a TempCNN trained by ONNX Runtime', () => {
  const [train, validation, test] = [curves(400, 0), curves(120, 1), curves(300, 2)];

  it('learns curves with gaps, stops early, and its file says the same, gaps and all', async () => {
    const { classifier, curve } = await trained(tempCnnTrainer, { train, validation, classes: 3, input: SERIES, options: { ...SMALL, epochs: 200, stopAfter: 5, patience: 2 } });
    expect(await accuracy(classifier, test, 3)).toBeGreaterThan(0.93);
    expect(curve.length).toBeLessThan(200);
    expect(curve.at(-1)?.trainLoss).toBeLessThan(curve[0]?.trainLoss ?? 0);
    const best = Math.min(...curve.map((point) => point.validationLoss ?? Infinity));
    expect(curve.findIndex((point) => point.validationLoss === best) + 1).toBe(classifier.facts['bestEpoch']);
    const emptied = { ...test, matrix: test.matrix.map((value, i) => (i % 24 < 12 ? value : i % 2 === 0 ? NaN : value)) };
    expect(await difference(classifier, test)).toBeLessThan(1e-5);
    expect(await difference(classifier, emptied)).toBeLessThan(1e-5);
    expect(classifier.provenance).toMatchObject({ normalisation: { bands: [{ band: 'B04' }, { band: 'B08' }] } });
  });

  it('gives the same file for the same seed and another for another', async () => {
    const fileOf = async (seed: number): Promise<Buffer> => {
      const { classifier } = await trained(tempCnnTrainer, { train, classes: 3, input: SERIES, options: { ...SMALL, epochs: 2 }, seed });
      return Buffer.from(classifier.write(SPEC).bytes);
    };
    const [first, again, other] = [await fileOf(7), await fileOf(7), await fileOf(8)];
    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });
});

describe('a training that is cancelled', () => {
  const fit = (checkpoint: Checkpoint<FitProgress>, watch: TrainingWatch) => {
    const network = tempCnn({ steps: 6, bands: 2, classes: 3, filters: 8, width: 3, hidden: 16, dropout: 0.5 });
    const plain = (rows: LabelledRows) => ({ ...rows, input: rows.matrix.map((value) => (Number.isNaN(value) ? 0 : value)) });
    const options = { epochs: 6, batch: 32, learningRate: 1e-3, decay: 0, penalty: 0, patience: 2, stopAfter: 4 };
    const request: FitRequest = { network, train: plain(curves(200, 0)), validation: plain(curves(80, 1)), shared: {}, options, seed: 5, checkpoint };
    return fitNetwork(request, watch);
  };
  const none: Checkpoint<FitProgress> = { read: () => Promise.resolve(null), keep: () => Promise.resolve() };

  it('stops between two steps, goes on from its checkpoint, and ends with the very same weights and curve', async () => {
    let kept: Buffer | null = null;
    const file: Checkpoint<FitProgress> = {
      read: () => Promise.resolve(kept ? (deserialize(kept) as FitProgress) : null),
      keep: (state) => {
        kept = serialize(state());
        return Promise.resolve();
      },
    };
    const whole = await fit(none, quiet());
    const stop = new AbortController();
    const seen: number[] = [];
    const cut = fit(file, quiet(({ epoch }) => {
      seen.push(epoch);
      if (epoch === 3) stop.abort();
    }, stop.signal));
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([1, 2, 3]);
    const resumed = await fit(file, quiet(({ epoch }) => seen.push(epoch)));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(resumed).toEqual(whole);
  });
});

describe('a seasonal head', () => {
  /** Time embeddings that tell the class from June on alone; before, they tell another story. */
  function timeEmbeddings(rows: number, stream: number): LabelledRows {
    const random = new RandomStream(9, stream);
    const labels = Array.from({ length: rows }, () => random.below(3));
    const matrix = new Float32Array(rows * 6 * 4);
    labels.forEach((label, row) => {
      const other = random.below(3);
      for (let i = 0; i < 24; i++) matrix[row * 24 + i] = (i % 4 === (i < 12 ? other : label) ? 1 : 0) * (i < 12 ? 3 : 1) + (random.below(1000) - 500) / 1000;
    });
    return rowsOf(matrix, labels, [6, 4]);
  }
  const [train, test] = [timeEmbeddings(300, 0), timeEmbeddings(300, 1)];
  const accuracyOf = async (options: object): Promise<number> => {
    const { classifier } = await trained(seasonalTrainer, { train, classes: 3, input: TIME_EMBEDDINGS, options: seasonalOptionsSchema.parse({ epochs: 40, ...options }) });
    expect(await difference(classifier, test)).toBeLessThan(1e-5);
    return accuracy(classifier, test, 3);
  };

  it('learns from the months of its season and no others', async () => {
    expect(await accuracyOf({ seasonStart: 6, seasonEnd: 8 })).toBeGreaterThan(0.95);
    expect(await accuracyOf({ seasonStart: 3, seasonEnd: 5, head: 'mlp' })).toBeLessThan(0.5);
  });

  it('takes all months where none is chosen or none of the series lies in the season', async () => {
    const all = await accuracyOf({});
    expect(await accuracyOf({ seasonStart: 11, seasonEnd: 1 })).toBe(all);
    expect(await accuracyOf({ seasonStart: 3, seasonEnd: 8 })).toBe(all);
  });
});
