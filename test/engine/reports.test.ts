import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { windowOfTable } from '../../src/main/engine/reports/period-window.ts';
import { writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import type { SampleTable } from '../../src/main/engine/samples/table.ts';
import type { Evaluation } from '../../src/shared/reports/evaluation.ts';
import type { LocalCurve } from '../../src/shared/reports/local-curve.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { madeSamples } from './made-samples.ts';

const CLASSES = ['wheat', 'maize', 'beet'];
let folder = '';
let engine: Engine;

/** Samples of eight months; the training has the last six. `abroad` is drawn anew, with a class that the model never saw. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-reports-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  const { workspace, catalog } = engine.services;
  const base = { createdAt: '2022-01-01T00:00:00Z', simulated: true, warnings: [] };
  const cropClass = (code: string, i: number) => ({ code, value: i + 1, colour: '#336699', labels: { en: code } });
  catalog.scheme.insert({ kind: 'scheme', id: 'crops', title: 'Crops', ...base, scheme: { id: 'crops', title: 'Crops', version: '1', classes: [...CLASSES, 'rye'].map(cropClass), mappings: {} } } as never);
  const whole = madeSamples({ parcels: 80, perParcel: 3, classes: CLASSES, periods: 8 });
  const abroad = madeSamples({ parcels: 40, perParcel: 3, classes: CLASSES, periods: 8, seed: 31 });
  const sparse = { ...abroad, series: abroad.series.map((value, i) => ([3, 4].includes(i % abroad.rows) ? 65_535 : value)), weights: abroad.weights.map((weight, row) => (row === 5 ? 0 : weight)) };
  const sets: readonly (readonly [string, SampleTable])[] = [
    ['fields', windowOfTable(whole, 2, 6)],
    ['whole', whole],
    ['abroad', { ...abroad, classes: abroad.classes.map((code, row) => (row < 9 ? 'rye' : code)) }],
    ['sparse', sparse],
    ['green', madeSamples({ parcels: 20, perParcel: 3, classes: CLASSES, periods: 8, bands: ['B03', 'B08'] })],
  ];
  for (const [id, table] of sets) {
    await writeSamples(workspace.place(`samples/${id}/samples.parquet`), table);
    catalog.samples.insert({
      kind: 'samples', id, title: id, ...base, path: `samples/${id}/samples.parquet`, rows: table.rows, crs: 'EPSG:32631', schemeId: 'crops',
      bands: table.layout.bands.map(reflectanceQuantity), periods: [...table.layout.periods], byClass: Object.fromEntries(countBy(table.classes)), rejected: [], settings: { split: 'every fourth field' }, sources: [],
    });
  }
  await run('train', { samples: 'fields', options: { trees: 20 }, id: 'forest', seed: 3 });
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function run(kind: string, params: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>> {
  const { finished } = await engine.services.jobs.start(kind, params);
  const job = await finished;
  if (job.error) throw Object.assign(new Error(job.error.message), job.error);
  return job.result ?? {};
}

const fileOf = (path: string): string => readFileSync(engine.services.workspace.absolute(path), 'utf8');

async function evaluationOf(id: string): Promise<Evaluation> {
  const { report } = await engine.call('reports.get', { kind: 'evaluation', id });
  if (report.kind !== 'evaluation') throw new Error(report.kind);
  return report;
}

describe('the report of a training', () => {
  it('tells means, groups, calibration, a temperature of rows that were not tested, and what matters', async () => {
    const { report } = await engine.call('reports.get', { kind: 'training', id: 'forest' });
    if (report.kind !== 'training') throw new Error(report.kind);
    const { assessment, metrics } = report;
    expect(metrics.testRows).toBe(60);
    expect(assessment?.macro.f1).toBeCloseTo(metrics.macroF1, 12);
    expect(assessment?.groups.map(({ by, values }) => [by, values.reduce((sum, { rows }) => sum + rows, 0)])).toEqual([['region', 60], ['year', 60]]);
    expect(assessment?.scaled?.temperature).toMatchObject({ rows: 180, fittedOn: expect.stringContaining('out of bag') as string });
    expect(assessment?.importance?.items.map(({ grouping, name }) => `${grouping} ${name}`)).toContain('feature NDVI');
  });
});

describe('testing a model on a sample set', () => {
  it('says in report and result where a class of the test is never predicted', async () => {
    await run('train', { samples: 'fields', options: { trees: 1, maxDepth: 1, minLeaf: 500 }, id: 'guess', seed: 3 });
    const { warnings } = await run('evaluate', { model: 'guess', samples: 'abroad', id: 'guess-abroad' });
    const codes = (told: Evaluation['warnings']): string[] => told.map((one) => (typeof one === 'string' ? one : one.code));
    expect(codes((await evaluationOf('guess-abroad')).warnings)).toEqual(expect.arrayContaining(['TEST_NEVER_PREDICTED']));
    expect(warnings).toEqual((await evaluationOf('guess-abroad')).warnings);
    await run('evaluate', { model: 'forest', samples: 'fields', id: 'forest-fields' });
    expect(codes((await evaluationOf('forest-fields')).warnings)).toEqual([]);
  });

  it('leaves out what the model learnt from, so that its own samples give the figures of its training', async () => {
    const { metrics: own } = await engine.call('reports.get', { kind: 'training', id: 'forest' }).then(({ report }) => report as Evaluation);
    for (const samples of ['fields', 'whole']) {
      await run('evaluate', { model: 'forest', samples, id: `own-${samples}` });
      const { metrics, leftOut, assessment } = await evaluationOf(`own-${samples}`);
      expect(leftOut).toEqual({ where: 0, learnt: 180, empty: 0, unknownClass: {} });
      expect(metrics.confusion).toEqual(own.confusion);
      expect(assessment.scaled?.temperature.rows).toBe(180);
    }
  }, 60_000);

  it('tests on other samples by region and year, and counts the classes that the model does not know', async () => {
    const result = await run('evaluate', { model: 'forest', samples: 'abroad', where: [{ attribute: 'year', values: ['2022'] }], by: ['region'] });
    const { metrics, leftOut, assessment, model } = await evaluationOf(String(result['id']));
    expect(model.id).toBe('forest');
    expect(leftOut).toEqual({ where: 42, learnt: 0, empty: 0, unknownClass: { rye: 6 } });
    expect(metrics.testRows).toBe(72);
    expect(assessment.groups).toHaveLength(1);
    expect(assessment.groups[0]?.values.map(({ value }) => value).toSorted()).toEqual(['east', 'west']);
    expect(metrics.macroF1).toBeGreaterThan(0.6);
    const items = (await engine.call('reports.list', {})).items.filter(({ kind }) => kind === 'evaluation');
    expect(items.find(({ id }) => id === result['id'])).toMatchObject({ model: 'forest', macroF1: metrics.macroF1, simulated: true });
  }, 60_000);

  it('writes every table as CSV beside the report, the same again for the same seed', async () => {
    await run('evaluate', { model: 'forest', samples: 'abroad', id: 'once' });
    await run('evaluate', { model: 'forest', samples: 'abroad', id: 'again' });
    for (const name of ['classes.csv', 'confusion.csv', 'confusion-shares.csv', 'groups.csv', 'calibration.csv', 'importance.csv', 'predictions.csv']) {
      expect(fileOf(`evaluations/again/${name}`), name).toBe(fileOf(`evaluations/once/${name}`));
    }
    const predictions = fileOf('evaluations/once/predictions.csv').trim().split('\r\n');
    expect(predictions).toHaveLength(1 + 111);
    expect(predictions[0]).toBe('sample_id,class,predicted,probability');
    const right = predictions.slice(1).map((line) => line.split(',')).filter(([, truth, predicted]) => truth === predicted).length;
    expect(right / 111).toBeCloseTo((await evaluationOf('once')).metrics.overallAccuracy, 12);
  }, 60_000);

  it('refuses samples without the model’s bands, conditions that hold for none, and an id that is taken, with what there is', async () => {
    await expect(run('evaluate', { model: 'forest', samples: 'green' })).rejects.toMatchObject({ code: 'MODEL_INPUT', message: expect.stringContaining('B04') as string });
    await expect(run('evaluate', { model: 'forest', samples: 'abroad', where: [{ attribute: 'region', values: ['north'] }] })).rejects.toMatchObject({ code: 'SAMPLES_NONE', action: expect.stringContaining('east, west') as string });
    await expect(run('evaluate', { model: 'forest', samples: 'abroad', where: [{ axis: 'lon', from: 100, to: null }] })).rejects.toMatchObject({ code: 'SAMPLES_NONE', action: expect.stringContaining('lon runs from 3.') as string });
    await expect(run('evaluate', { model: 'forest', samples: 'abroad', id: 'once' })).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
    await expect(run('evaluate', { model: 'forest', samples: 'abroad', id: '../out' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(engine.call('reports.get', { kind: 'evaluation', id: '../../x' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  }, 60_000);
});

describe('the local-data curve', () => {
  const asked = { foreign: 'whole', foreignWhere: [{ attribute: 'region', values: ['west'] }], local: 'whole', localWhere: [{ attribute: 'region', values: ['east'] }], steps: [0, 5, 20, 40, 9000], draws: 3, options: { trees: 8 } };

  it('tests every step on the same held-back blocks, counts shared samples as local, and says which steps there were no samples for', async () => {
    const result = await run('local-curve', { ...asked, id: 'curve' });
    const { report } = await engine.call('reports.get', { kind: 'local-curve', id: 'curve' });
    if (report.kind !== 'local-curve') throw new Error(report.kind);
    expect(result['verdict']).toEqual(report.verdict);
    expect(report.steps.map(({ samples }) => samples)).toEqual([0, 5, 20, 40]);
    expect(report.warnings.map(textOf)[0]).toMatch(/9000 samples are left out/);
    const { west, east } = await regionsOf('whole');
    for (const { foreignRows, poolRows, testRows } of report.trials) expect([foreignRows, poolRows + testRows]).toEqual([west, east]);
    expect(report.trials.map(({ seed }) => seed)).toEqual([42, 43, 44]);
    expect(fileOf('evaluations/curve/curve.csv').split('\r\n')[0]).toContain('local_samples');
  }, 60_000);

  it('comes out the same again, and knows no test sample from elsewhere when one set is within the other', async () => {
    await run('local-curve', { ...asked, id: 'curve-again' });
    expect(fileOf('evaluations/curve-again/curve.csv')).toBe(fileOf('evaluations/curve/curve.csv'));
    await run('local-curve', { ...asked, foreign: 'fields', foreignWhere: [], id: 'nested', steps: [0, 20] });
    const { report } = await engine.call('reports.get', { kind: 'local-curve', id: 'nested' });
    if (report.kind !== 'local-curve') throw new Error(report.kind);
    expect(report.trials[0]?.foreignRows).toBe((await regionsOf('whole')).west);
    expect(report.verdict.kind).toBe('unclear');
  }, 60_000);

  it('leaves out what only one set has and what is not wanted, for every input, and says so', async () => {
    const green = { ...asked, local: 'green', localWhere: [], draws: 1, steps: [0, 20] };
    expect((await curveOf({ ...green, id: 'alone' })).warnings.map(textOf)).toEqual(['B04, B03: left out, because not both sets have them in the same units.']);
    const wanted = { ...asked, draws: 1, steps: [0, 20], features: 'bands' };
    const [whole, part] = [await curveOf(wanted), await curveOf({ ...wanted, without: ['B04'] })];
    expect([whole.warnings, part.warnings]).toEqual([[], []]);
    expect(await curveOf({ ...wanted, features: ['B08@0', 'B08@1', 'B08@2', 'B08@3', 'B08@4', 'B08@5', 'B08@6', 'B08@7'] })).toMatchObject({ trials: part.trials });
    const series = { ...green, family: 'tempcnn', options: { epochs: 2 } };
    expect((await curveOf(series)).warnings.map(textOf)).toEqual(['B04, B03: left out, because not both sets have them in the same units.']);
    expect((await curveOf({ ...series, local: 'abroad', without: ['B08'] })).warnings).toEqual([]);
  }, 60_000);

  it('says how many samples had no value or no weight', async () => {
    const { warnings } = await curveOf({ ...asked, local: 'sparse', localWhere: [], draws: 2, steps: [0, 20], id: 'sparse' });
    expect(warnings.map(textOf)).toEqual(['2 local samples have no value in any of the features and were left out.', '1 local sample weighs 0 and was left out.']);
  }, 60_000);

  it('names the class of every test sample at every step, from which the figures follow', async () => {
    const { trials } = await curveOf({ ...asked, id: 'told' });
    const [header, ...lines] = fileOf('evaluations/told/predictions.csv').trim().split('\r\n').map((line) => line.split(','));
    expect(header).toEqual(['draw', 'sample_id', 'class', 'predicted_0', 'predicted_5', 'predicted_20', 'predicted_40', 'predicted_9000']);
    for (const { seed, testRows, steps } of trials) {
      const own = lines.filter(([draw]) => Number(draw) === seed);
      expect(own).toHaveLength(testRows);
      expect(own.every((line) => line[7] === '')).toBe(true);
      expect(steps.map(({ overallAccuracy }) => overallAccuracy)).toEqual(steps.map((_, i) => own.filter((line) => line[2] === line[3 + i]).length / testRows));
      expect(steps.map(({ macroF1 }) => macroF1)).toEqual(steps.map((_, i) => expect.closeTo(meanF1(own.map((line) => [line[2] ?? '', line[3 + i] ?? ''])), 12) as number));
    }
  }, 60_000);

  it('refuses sets that are one and the same, that have no band or no season in common, and conditions that hold for none', async () => {
    await expect(run('local-curve', { ...asked, foreignWhere: [], localWhere: [] })).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
    await expect(run('local-curve', { ...asked, local: 'green', localWhere: [], without: ['B08'] })).rejects.toMatchObject({ code: 'SAMPLES_DIFFER', message: 'The sample sets “whole” and “green” cannot be given to one classifier: no band is left that both have in the same units: B04, B08 and B03, B08, without B08.' });
    await expect(run('local-curve', { ...asked, local: 'fields' })).rejects.toMatchObject({ code: 'SAMPLES_DIFFER', message: expect.stringContaining('8 periods from 04-01 to 11-28 and 6 periods from 06-01 to 11-28') as string });
    await expect(run('local-curve', { ...asked, without: ['B99'] })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('B99') as string });
    await expect(run('local-curve', { ...asked, localWhere: [{ attribute: 'country', values: ['FRA'] }] })).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
  }, 60_000);
});

async function curveOf(params: Record<string, unknown>): Promise<LocalCurve> {
  const { id } = await run('local-curve', params);
  const { report } = await engine.call('reports.get', { kind: 'local-curve', id: String(id) });
  if (report.kind !== 'local-curve') throw new Error(report.kind);
  return report;
}

/** Mean F1 over the classes of the reference, from pairs of class and prediction. */
function meanF1(pairs: readonly (readonly [string, string])[]): number {
  const classes = [...new Set(pairs.map(([truth]) => truth))];
  const count = (test: (truth: string, predicted: string) => boolean): number => pairs.filter(([truth, predicted]) => test(truth, predicted)).length;
  const f1 = classes.map((code) => (2 * count((a, b) => a === code && b === code)) / (count((a) => a === code) + count((_, b) => b === code)));
  return f1.reduce((sum, value) => sum + value, 0) / classes.length;
}

async function regionsOf(samples: string): Promise<{ readonly west: number; readonly east: number }> {
  const { by } = await engine.call('samples.describe', { id: samples });
  const rowsOf = (region: string): number => by.find(({ name }) => name === 'region')?.values.find(({ value }) => value === region)?.rows ?? 0;
  return { west: rowsOf('west'), east: rowsOf('east') };
}
