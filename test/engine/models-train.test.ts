import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trainJob } from '../../src/main/engine/models/train-job.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import { sha256File } from '../../src/main/engine/workspace/atomic.ts';
import { type TrainRequest, trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { modelCardSchema, modelSchema } from '../../src/shared/records/learning.ts';
import { fieldSamples, registerSamples } from '../fixtures/fields.ts';
import { performJob } from '../fixtures/perform-job.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await testEngine();
});

afterEach(() => {
  engine[Symbol.dispose]();
});

const train = (request: Partial<TrainRequest> = {}, place = 'first') =>
  performJob(engine, trainJob, trainParamsSchema.parse({ samples: 'field-samples', options: { trees: 23 }, ...request }), place);

function read(path: string): unknown {
  return JSON.parse(readFileSync(engine.workspace.absolute(path), 'utf8'));
}

describe('training a forest', () => {
  it('registers a model with card, report and an ONNX file that others run', async () => {
    await registerSamples(engine, fieldSamples(900));
    const { record, outputs, result } = await train();
    const model = modelSchema.parse(record);
    expect(outputs).toEqual(['model.onnx', 'card.json', 'report.json'].map((name) => `models/field-samples-forest/${name}`));
    expect(modelCardSchema.parse(read('models/field-samples-forest/card.json'))).toEqual(model.card);
    expect(model.card).toMatchObject({ classes: ['wheat', 'maize', 'beet'], periods: 6, family: 'forest', input: 'features', metrics: { trainRows: 600, testRows: 300 } });
    expect(model.card.bands.map((band) => band.band)).toEqual(['B04', 'B08']);
    expect(model.card.sha256).toBe(await sha256File(engine.workspace.absolute('models/field-samples-forest/model.onnx')));
    expect(result).toMatchObject({ id: 'field-samples-forest', metrics: { overallAccuracy: model.card.metrics?.overallAccuracy } });

    await using session = await openSession(engine.workspace.absolute('models/field-samples-forest/model.onnx'));
    const columns = model.card.features.length;
    const answers = await session.run({ features: { data: new Float32Array(2 * columns).fill(NaN), shape: [2, columns] } });
    // Labels are the pixel values of the scheme.
    expect([3, 7, 250]).toContain(Number(answers['label']?.data[0]));
  });

  it('reports what it gets right: most of the test rows, and which features tell', async () => {
    await registerSamples(engine, fieldSamples(900));
    const { result } = await train();
    const report = read('models/field-samples-forest/report.json') as { metrics: { overallAccuracy: number; confusion: number[][] }; outOfBag: { overallAccuracy: number }; features: { feature: string; importance: number }[]; onnxRuntime: { largestDifference: number } };
    expect(report.metrics).toEqual(result['metrics']);
    expect(report.metrics.overallAccuracy).toBeGreaterThan(0.95);
    expect(report.metrics.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(report.outOfBag.overallAccuracy).toBeGreaterThan(0.95);
    expect(report.features.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9);
    expect(report.onnxRuntime.largestDifference).toBe(0);
  });

  it('says so in record, result and report where a class is never predicted and guessing does as well', async () => {
    await registerSamples(engine, fieldSamples(900));
    const { record, result } = await train({ options: { trees: 1, maxDepth: 1, minLeaf: 500 } });
    const codes = modelSchema.parse(record).warnings.map((told) => (typeof told === 'string' ? told : told.code));
    expect(codes).toEqual(expect.arrayContaining(['TEST_NEVER_PREDICTED', 'TEST_NO_BETTER']));
    expect(result['warnings']).toEqual(modelSchema.parse(record).warnings);
    expect((read('models/field-samples-forest/report.json') as { warnings: unknown }).warnings).toEqual(result['warnings']);
    const fine = await train({ id: 'fine' }, 'second');
    expect(modelSchema.parse(fine.record).warnings).toEqual([]);
    expect(fine.result['warnings']).toBeUndefined();
  });

  it('boosts trees that stop early, and keeps the curve in the report', async () => {
    await registerSamples(engine, fieldSamples(900));
    const { record, result } = await train({ family: 'boosting', options: { rounds: 60, patience: 5, minLeaf: 5 }, balance: 'log' });
    expect(modelSchema.parse(record)).toMatchObject({ id: 'field-samples-boosting', family: 'boosting', title: 'Boosting · field-samples', card: { family: 'boosting', metrics: { testRows: 300 } } });
    expect((result['metrics'] as { overallAccuracy: number }).overallAccuracy).toBeGreaterThan(0.95);
    const report = read('models/field-samples-boosting/report.json') as { curve: { epoch: number; trainLoss: number; validationLoss: number; macroF1: number }[]; rows: { train: number; validation: number }; rounds: number; onnxRuntime: { largestDifference: number } };
    expect(report.rows.train + report.rows.validation).toBe(600);
    // Whole fields of three samples are kept aside.
    expect(report.rows.validation % 3).toBe(0);
    expect(report.curve.map((point) => point.epoch)).toEqual(report.curve.map((_, i) => i + 1));
    expect(report.curve.length).toBeGreaterThanOrEqual(report.rounds);
    expect(result['keptEpoch']).toBe(report.rounds);
    expect(report.curve.at(-1)?.macroF1).toBeGreaterThan(0.9);
    expect(report.onnxRuntime.largestDifference).toBeLessThan(1e-6);
  });

  it('searches options by cross-validation within the training rows and trains with the best', async () => {
    await registerSamples(engine, fieldSamples(300));
    const search = { method: 'grid' as const, trials: 4, values: { trees: [5, 40], maxDepth: [1, 8] } };
    const { record } = await train({ options: { trees: 5, maxDepth: 1 }, crossValidate: 3, search });
    const report = read('models/field-samples-forest/report.json') as { options: { trees: number; maxDepth: number }; trees: number; search: { options: { trees: number; maxDepth: number }; folds: number[]; mean: number; sd: number }[] };
    expect(report.search.length).toBe(4);
    expect(report.search.map((row) => row.folds.length)).toEqual([3, 3, 3, 3]);
    const means = report.search.map((row) => row.mean);
    expect(means).toEqual(means.toSorted((a, b) => b - a));
    expect(report.options).toMatchObject(report.search[0]?.options ?? {});
    expect(report.options.maxDepth).toBe(8);
    expect(report.trees).toBe(report.options.trees);
    expect(modelSchema.parse(record).title).toBe('Forest · field-samples');
    const chosen = await sha256File(engine.workspace.absolute('models/field-samples-forest/model.onnx'));
    await train({ options: { trees: report.options.trees, maxDepth: 8 }, title: 'Furrow forest' }, 'plain');
    expect(await sha256File(engine.workspace.absolute('plain/output/model.onnx'))).toBe(chosen);
  });

  it('cross-validates without a search, and refuses more folds than fields', async () => {
    await registerSamples(engine, fieldSamples(90));
    await train({ crossValidate: 2 });
    const report = read('models/field-samples-forest/report.json') as { search: { options: object; folds: number[] }[] };
    expect(report.search).toHaveLength(1);
    expect(report.search[0]?.options).toMatchObject({ trees: 23 });
    expect(Math.min(...(report.search[0]?.folds ?? [0]))).toBeGreaterThan(0.8);
    await registerSamples(engine, { ...fieldSamples(90), groups: Array.from({ length: 90 }, (_, row) => `block-${row % 3}`) }, 'blocks');
    await expect(train({ samples: 'blocks', crossValidate: 10 })).rejects.toMatchObject({ code: 'FOLDS_TOO_MANY', params: { folds: 10 } });
  });

  it('leaves rows of weight 0 and rows without any value out, and says so where none is left', async () => {
    const table = fieldSamples(300);
    const weights = Float64Array.from(table.weights, (_, row) => (row % 2 ? 0 : 1));
    await registerSamples(engine, { ...table, weights });
    expect(modelSchema.parse((await train()).record).card.metrics?.trainRows).toBe(100);
    expect(modelSchema.parse((await train({ id: 'all', sampleWeights: 'ignore' }, 'all')).record).card.metrics?.trainRows).toBe(201);
    await registerSamples(engine, { ...table, series: table.series.map(() => 65_535) }, 'empty');
    await expect(train({ samples: 'empty' })).rejects.toMatchObject({ code: 'SAMPLES_NONE', message: expect.stringContaining('nodata') as string });
  });

  it('counts the rows that it went without by reason and class, in record and report', async () => {
    const table = fieldSamples(300);
    const last = table.layout.periods.length - 1;
    const series = table.series.map((value) => (value === 65_535 ? 1000 : value));
    const bands = table.layout.bands.length;
    // Two training rows and a test row have no value in the last period; of three rows of weight 0 one has none either.
    const of = (split: string, code: string): number[] => table.splits.flatMap((name, row) => (name === split && table.classes[row] === code ? [row] : []));
    const [[first = 0, second = 0, third = 0], [other = 0], [tested = 0]] = [of('train', 'wheat'), of('train', 'beet'), of('test', 'wheat')];
    for (const row of [first, other, tested]) for (let b = 0; b < bands; b++) series[(last * bands + b) * table.rows + row] = 65_535;
    const weights = table.weights.map((weight, row) => ([first, second, third].includes(row) ? 0 : weight));
    await registerSamples(engine, { ...table, series, weights });
    const { record } = await train({ features: [`B04@${last}`, `B08@${last}`] });
    const model = modelSchema.parse(record);
    const [ofTrain, ofTest] = ['train', 'test'].map((split) => table.splits.filter((name) => name === split).length);
    expect(model.card.metrics).toMatchObject({ trainRows: (ofTrain ?? 0) - 4, testRows: (ofTest ?? 0) - 1 });
    expect(model.warnings.map(textOf)).toEqual([
      `2 of ${ofTrain} training samples have no value in any of the features and were left out: beet 1, wheat 1.`,
      `2 of ${ofTrain} training samples weigh 0 and were left out: wheat 2.`,
      `1 of ${ofTest} test samples has no value in any of the features and was left out: wheat 1.`,
    ]);
    expect(read(`${model.folder}/report.json`)).toMatchObject({ warnings: model.warnings });
  });

  it('refuses a class that loses its rows for want of values, and says how many and why', async () => {
    const table = fieldSamples(300);
    const series = table.series.map((value, i) => (table.classes[i % table.rows] === 'beet' ? 65_535 : value));
    await registerSamples(engine, { ...table, series });
    const rows = table.classes.filter((code, row) => code === 'beet' && table.splits[row] === 'train').length;
    await expect(train()).rejects.toMatchObject({ code: 'CLASS_ROWS_LOST', params: { className: 'beet', count: 0, total: rows, empty: rows, weightless: 0 } });
  });

  it('refuses a family, an option and an input that there are not', async () => {
    await registerSamples(engine, fieldSamples(90));
    await expect(train({ family: 'oracle' })).rejects.toMatchObject({ code: 'FAMILY_UNKNOWN', message: expect.stringContaining('oracle') as string });
    await expect(train({ options: { leaves: 3 } })).rejects.toMatchObject({ code: 'OPTION_INVALID', params: { family: 'forest', option: 'leaves' } });
    await expect(train({ family: 'boosting', options: { learningRate: 7 } })).rejects.toMatchObject({ code: 'OPTION_INVALID', params: { option: 'learningRate' } });
    await expect(train({ input: 'series' })).rejects.toMatchObject({ code: 'INPUT_UNSUITED', params: { input: 'series' } });
  });

  it('gives the same files for the same seed and other ones for another', async () => {
    await registerSamples(engine, fieldSamples(300));
    const hash = (folder: string): Promise<string[]> => Promise.all(['model.onnx', 'card.json', 'report.json'].map((name) => sha256File(engine.workspace.absolute(`${folder}/${name}`))));
    await train({}, 'first');
    const first = await hash('models/field-samples-forest');
    await train({}, 'again');
    expect(await hash('again/output')).toEqual(first);
    await train({ seed: 7 }, 'other');
    expect((await hash('other/output'))[0]).not.toBe(first[0]);
  });

  it('judges by the out-of-bag rows where no row was kept for a test', async () => {
    const table = fieldSamples(300);
    await registerSamples(engine, { ...table, splits: table.splits.map(() => 'train' as const) });
    const { record } = await train();
    const metrics = modelSchema.parse(record).card.metrics;
    expect(metrics?.split).toContain('out of bag');
    expect(metrics?.testRows).toBeGreaterThan(290);
  });

  it('names the class that has one sample, and says what to do', async () => {
    const table = fieldSamples(300);
    await registerSamples(engine, { ...table, classes: table.classes.map((code, row) => (row === 0 ? 'soil' : code)) });
    const failure = train();
    await expect(failure).rejects.toMatchObject({ code: 'CLASS_TOO_SMALL', params: { className: 'soil', count: 1 } });
    await expect(failure).rejects.toThrow('Class “soil” has too few samples: 1');
  });

  it('names the class whose only training row is left when the split took the others', async () => {
    const table = fieldSamples(300);
    const splits = table.splits.map((split, row) => (table.classes[row] === 'beet' && row !== 2 ? ('test' as const) : split));
    await registerSamples(engine, { ...table, splits });
    await expect(train()).rejects.toMatchObject({ code: 'CLASS_TOO_SMALL', params: { className: 'beet', count: 1 } });
  });

  it('refuses one class, no samples, a class that the scheme lacks and a feature that does not exist', async () => {
    const table = fieldSamples(30);
    await registerSamples(engine, { ...table, classes: table.classes.map(() => 'wheat') }, 'one');
    await expect(train({ samples: 'one' })).rejects.toMatchObject({ code: 'CLASSES_TOO_FEW' });
    await registerSamples(engine, { ...table, rows: 0, classes: [], ids: [], groups: [], splits: [], x: new Float64Array(0), y: new Float64Array(0), series: new Uint16Array(0) }, 'none');
    await expect(train({ samples: 'none' })).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
    await registerSamples(engine, { ...table, classes: table.classes.map((code, row) => (row < 5 ? 'hops' : code)) }, 'hops');
    await expect(train({ samples: 'hops' })).rejects.toMatchObject({ code: 'SCHEME_INVALID', message: expect.stringContaining('hops') as string });
    await registerSamples(engine, table);
    await expect(train({ features: ['NDVI@9'] })).rejects.toMatchObject({ code: 'FEATURE_UNAVAILABLE' });
    await expect(train({ samples: 'nowhere' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});
