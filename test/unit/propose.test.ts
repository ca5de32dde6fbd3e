import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { selectToVisit } from '../../src/main/engine/models/propose/select.ts';
import type { UncertaintyMeasure } from '../../src/shared/contract/jobs/propose.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/propose/select.json', import.meta.url), 'utf8')) as {
  readonly classes: number;
  readonly wanted: number;
  readonly p: number[];
  readonly x: number[];
  readonly y: number[];
  readonly runs: readonly { readonly measure: UncertaintyMeasure; readonly diversity: number; readonly rows: number[]; readonly uncertainty: number[] }[];
};
const candidates = { count: golden.x.length, classes: golden.classes, probabilities: Float64Array.from(golden.p), x: Float64Array.from(golden.x), y: Float64Array.from(golden.y) };

it.each(golden.runs)('chooses as numpy does by $measure with diversity $diversity', ({ measure, diversity, rows, uncertainty }) => {
  const chosen = selectToVisit(candidates, { count: golden.wanted, measure, diversity, seed: 42 });
  expect(chosen.map(({ row }) => row)).toEqual(rows);
  chosen.forEach((one, i) => expect(one.uncertainty).toBeCloseTo(uncertainty[i] ?? NaN, 12));
});

it('proposes the same twice, leaves ties to the seed, and never proposes a parcel twice', () => {
  const alike = { count: 40, classes: 2, probabilities: new Float64Array(80).fill(0.5), x: new Float64Array(40), y: new Float64Array(40) };
  const rows = (seed: number): number[] => selectToVisit(alike, { count: 10, measure: 'margin', diversity: 0.5, seed }).map(({ row }) => row);
  expect(rows(1)).toEqual(rows(1));
  expect(rows(1)).not.toEqual(rows(2));
  expect(new Set(rows(1)).size).toBe(10);
  expect(selectToVisit(alike, { count: 500, measure: 'entropy', diversity: 0, seed: 1 })).toHaveLength(40);
});
