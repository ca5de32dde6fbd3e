import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classWeights } from '../../src/main/engine/models/balance.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/learning/balance.json', import.meta.url), 'utf8')) as { readonly counts: number[]; readonly balanced: number[]; readonly log: number[]; readonly effective: number[] };
const labels = Uint16Array.from(golden.counts.flatMap((count, c) => new Array<number>(count).fill(c)));

describe('class weights', () => {
  it.each(['balanced', 'log', 'effective'] as const)('are numpy’s for %s', (method) => {
    classWeights(labels, golden.counts.length, method).forEach((weight, c) => {
      expect(weight).toBeCloseTo(golden[method][c] ?? NaN, 9);
    });
  });

  it('are all 1 where nothing is balanced, and where classes are alike', () => {
    expect([...classWeights(labels, 5, 'none')]).toEqual([1, 1, 1, 1, 1]);
    for (const method of ['balanced', 'log', 'effective'] as const) expect([...classWeights([0, 1, 2], 3, method)]).toEqual([1, 1, 1]);
  });

  it('leave a class without rows out of the mean', () => {
    expect([...classWeights([0, 0, 2, 2], 3, 'balanced')]).toEqual([1, 0, 1]);
  });
});
