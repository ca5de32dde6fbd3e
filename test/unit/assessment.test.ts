import { describe, expect, it } from 'vitest';
import { importanceGroups } from '../../src/main/engine/models/assessment/importance-groups.ts';
import { type ImportanceWatch, permutationImportance, shuffled } from '../../src/main/engine/models/assessment/permutation.ts';
import type { LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import { assess } from '../../src/shared/reports/assess.ts';
import { wilsonInterval } from '../../src/shared/stats/wilson.ts';

const watch: ImportanceWatch = { signal: new AbortController().signal, progress: () => undefined };

/** Rows of three numbers of which the first alone decides the class. */
function rowsOf(count: number): LabelledRows {
  const order = shuffled(count, 5, 9);
  const matrix = new Float32Array(count * 3);
  const labels = new Uint16Array(count);
  for (let row = 0; row < count; row++) {
    labels[row] = row % 2;
    matrix.set([row % 2, (order[row] as number) / count, row % 2 === 0 ? NaN : 0.5], row * 3);
  }
  return { rows: count, shape: [3], matrix, labels, weights: new Float64Array(count).fill(1), groups: Array.from(labels, String), from: Int32Array.from(labels.keys()) };
}

const byFirst = (values: Float32Array, rows: number): Promise<Float32Array> => Promise.resolve(Float32Array.from({ length: rows * 2 }, (_, i) => ((values[Math.floor(i / 2) * 3] === 1) === (i % 2 === 1) ? 0.9 : 0.1)));

describe('Wilson’s interval', () => {
  it('is what its formula gives, for few trials and for none right', () => {
    expect(wilsonInterval(8, 10).low).toBeCloseTo(0.4901625, 6);
    expect(wilsonInterval(8, 10).high).toBeCloseTo(0.9433178, 6);
    expect(wilsonInterval(0, 5)).toEqual({ low: 0, high: expect.closeTo(0.4344825, 6) as number });
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('an assessment', () => {
  const probabilities = Float32Array.from([0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.5, 0.3, 0.2, 0.1, 0.2, 0.7]);
  const reference = [0, 1, 1, 2];
  const attributes = new Map([['region', ['north', 'north', 'south', null]]]);

  it('parts the rows by what is known of them, the largest part first', () => {
    const { groups, topK } = assess({ probabilities, reference, classes: 3, attributes }, null, null);
    expect(groups).toMatchObject([{ by: 'region', values: [{ value: 'north', rows: 2, overallAccuracy: 1, macroF1: 1, classes: 2 }, { value: 'not known', rows: 1, overallAccuracy: 1 }, { value: 'south', rows: 1, overallAccuracy: 0, macroF1: 0, classes: 1 }] }]);
    expect(topK).toEqual([0.75, 1, 1]);
  });

  it('shows a fitted temperature beside the model’s own probabilities and changes no class', () => {
    const plain = assess({ probabilities, reference, classes: 3, attributes }, null, null);
    const cold = assess({ probabilities, reference, classes: 3, attributes }, { value: 2, fittedOn: 'rows kept aside', rows: 50 }, null);
    expect(plain.scaled).toBeNull();
    expect(cold.calibration).toEqual(plain.calibration);
    expect(cold.macro).toEqual(plain.macro);
    expect(cold.scaled?.calibration.logLoss).not.toBeCloseTo(plain.calibration.logLoss, 3);
  });
});

describe('permutation importance', () => {
  const rows = rowsOf(200);
  const groups = [
    { grouping: 'feature', name: 'decides', columns: [0] },
    { grouping: 'feature', name: 'noise', columns: [1] },
    { grouping: 'feature', name: 'missing', columns: [2] },
  ] as const;

  it('falls to the model’s guess for what decides, and is exactly 0 for what the model never looks at', async () => {
    const found = await permutationImportance(byFirst, rows, 2, groups, { repeats: 4, mostRows: 1000, seed: 1 }, watch);
    expect(found).toMatchObject({ rows: 200, repeats: 4, macroF1: 1 });
    expect(found?.items[0]).toMatchObject({ name: 'decides', columns: 1 });
    expect(found?.items[0]?.drop).toBeGreaterThan(0.4);
    expect(found?.items[0]?.drop).toBeLessThan(0.6);
    expect(found?.items.slice(1)).toMatchObject([{ drop: 0, sd: 0 }, { drop: 0, sd: 0 }]);
  });

  it('is the same for the same seed and another for another, and takes no more rows than it may', async () => {
    const of = (seed: number) => permutationImportance(byFirst, rows, 2, groups, { repeats: 2, mostRows: 50, seed }, watch);
    expect(await of(3)).toEqual(await of(3));
    expect((await of(3))?.rows).toBe(50);
    expect((await of(3))?.items[0]?.drop).not.toBe((await of(4))?.items[0]?.drop);
  });

  it('leaves the rows as they were and stops when told', async () => {
    const before = rows.matrix.slice();
    await permutationImportance(byFirst, rows, 2, groups, { repeats: 2, mostRows: 1000, seed: 1 }, watch);
    expect(rows.matrix).toEqual(before);
    await expect(permutationImportance(byFirst, rows, 2, groups, { repeats: 2, mostRows: 1000, seed: 1 }, { ...watch, signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('tells how far it is within a group, too, ever onward to the end', async () => {
    const told: number[] = [];
    const halves = { grouping: 'feature', name: 'slow', columns: [1], shuffle: (taken: LabelledRows, _: Int32Array, inside: ImportanceWatch) => {
      inside.progress(0.5);
      return Promise.resolve(taken.matrix);
    } } as const;
    await permutationImportance(byFirst, rows, 2, [halves, ...groups.slice(0, 1)], { repeats: 2, mostRows: 1000, seed: 1 }, { ...watch, progress: (fraction) => { told.push(fraction); } });
    expect(told.toSorted((one, other) => one - other)).toEqual(told);
    expect([...new Set(told)]).toEqual([0.125, 0.25, 0.375, 0.5, 0.75, 1]);
  });
});

describe('what is shuffled together', () => {
  const card = { task: 'pixel-series' as const, features: [], bands: [], periods: 2, periodDates: [{ start: '2022-04-01', end: '2022-04-30' }, { start: '2022-05-01', end: '2022-05-31' }] };

  it('is a band or index over the season, a band with all that is formed of it, and a period', () => {
    const groups = importanceGroups({ kind: 'features', names: ['B04@0', 'B04@1', 'NDVI@0', 'NDVI:p90'], card });
    expect(groups).toEqual([
      { grouping: 'feature', name: 'B04', columns: [0, 1] },
      { grouping: 'feature', name: 'NDVI', columns: [2, 3] },
      { grouping: 'band', name: 'B04', columns: [0, 1, 2, 3] },
      { grouping: 'band', name: 'B08', columns: [2, 3] },
      { grouping: 'period', name: '2022-04-01', columns: [0, 2] },
      { grouping: 'period', name: '2022-05-01', columns: [1] },
      { grouping: 'period', name: 'season', columns: [3] },
    ]);
  });

  it('is nothing for embeddings, the timestep for those per timestep, and no band twice for a series', () => {
    expect(importanceGroups({ kind: 'embeddings', names: ['presto_ft_0'], card })).toEqual([]);
    expect(importanceGroups({ kind: 'time-embeddings', names: ['presto_ft_0@0', 'presto_ft_0@1'], card }).map(({ name }) => name)).toEqual(['2022-04-01', '2022-05-01']);
    expect(importanceGroups({ kind: 'series', names: ['B04@0', 'B08@0', 'B04@1', 'B08@1'], card }).map(({ grouping }) => grouping)).toEqual(['feature', 'feature', 'period', 'period']);
  });
});
