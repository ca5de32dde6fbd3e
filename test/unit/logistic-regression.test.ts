import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heldOutShares } from '../../src/main/engine/models/families/logistic/held-out.ts';
import { minimise } from '../../src/main/engine/models/families/logistic/minimise.ts';
import { type RegressionRows, fitRegression, sharesBy } from '../../src/main/engine/models/families/logistic/regression.ts';

interface Golden {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  readonly fits: readonly { readonly strength: number; readonly weights: number[][]; readonly offsets: number[]; readonly shares: number[][] }[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/logistic/logistic.json', import.meta.url), 'utf8')) as Golden;
const { rows, columns, classes } = golden;
const labels = Array.from({ length: rows }, (_, row) => (row % 7) % classes);
const values = Float32Array.from({ length: rows * columns }, (_, i) => {
  const [row, column] = [Math.floor(i / columns), i % columns];
  return Math.sin(row * 1.7 + column * 2.3) + 0.6 * Math.cos((labels[row] as number) * (column + 1));
});
const set: RegressionRows = { rows, columns, classes, values, labels, weights: Float64Array.from({ length: rows }, (_, row) => 0.5 + (row % 5) / 4) };
const quiet = { iterations: 10_000, step: () => undefined };

describe('a logistic regression', () => {
  it.each(golden.fits)('finds what scikit-learn finds at C = $strength, weighted rows and all', async ({ strength, weights, offsets, shares }) => {
    const { at, hasConverged } = await fitRegression(set, { ...quiet, strength });
    expect(hasConverged).toBe(true);
    [...weights.flat(), ...offsets].forEach((number, i) => { expect(Math.abs((at[i] as number) - number)).toBeLessThan(2e-3 * Math.max(1, Math.abs(number))); });
    const own = sharesBy(at, values, { rows: shares.length, classes });
    shares.flat().forEach((share, i) => { expect(own[i]).toBeCloseTo(share, 3); });
  });

  it('gives the same numbers every time, and says when its steps ran out', async () => {
    const [first, second] = [await fitRegression(set, { ...quiet, strength: 1 }), await fitRegression(set, { ...quiet, strength: 1 })];
    expect(first.at).toEqual(second.at);
    expect((await fitRegression(set, { ...quiet, strength: 1, iterations: 2 })).hasConverged).toBe(false);
  });

  it('judges training rows by fits without their fold, whole parcels at a time', async () => {
    const groups = labels.map((_, row) => `parcel ${row >> 1}`);
    const held = await heldOutShares(set, groups, 7, () => ({ ...quiet, strength: 1 }));
    const { at } = await fitRegression(set, { ...quiet, strength: 1 });
    const seen = sharesBy(at, values, { rows, classes });
    const lossOf = (shares: Float32Array): number => labels.reduce((sum, label, row) => sum - Math.log(shares[row * classes + label] as number), 0) / rows;
    expect(lossOf(held as Float32Array)).toBeGreaterThan(lossOf(seen));
    expect(await heldOutShares(set, labels.map(() => 'one parcel'), 7, () => ({ ...quiet, strength: 1 }))).toBeNull();
  });
});

describe('the search for a minimum', () => {
  it('walks down a bent valley to its one lowest point', async () => {
    const rosenbrock = (at: Float64Array, gradient: Float64Array): number => {
      const [x, y] = [at[0] as number, at[1] as number];
      gradient.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    const { at, hasConverged } = await minimise(rosenbrock, Float64Array.of(-1.2, 1), { iterations: 500, tolerance: 1e-8, step: () => undefined });
    expect(hasConverged).toBe(true);
    expect([...at].map((number) => Number(number.toFixed(6)))).toEqual([1, 1]);
  });
});
