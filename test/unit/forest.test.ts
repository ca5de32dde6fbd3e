import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MISSING_CODE, binMatrix } from '../../src/main/engine/models/forest/bins.ts';
import { type GrowOptions, growTrees } from '../../src/main/engine/models/forest/grow.ts';
import { sharesHeldOut } from '../../src/main/engine/models/forest/held-out.ts';
import { classWeights } from '../../src/main/engine/models/balance.ts';
import { leafUnits, unitsOfTree } from '../../src/main/engine/models/forest/leaf.ts';
import { RandomStream } from '../../src/main/engine/models/forest/random.ts';
import { TreeKernel } from '../../src/main/engine/models/trees/kernel.ts';
import { joinedEnsembles } from '../../src/main/engine/onnx/tree-ensemble.ts';
import { forestOptionsSchema } from '../../src/shared/families/forest.ts';
import type { BalanceMethod } from '../../src/shared/contract/jobs/train.ts';
import { likeliestClasses } from '../../src/shared/stats/decision.ts';
import { CLASSES, COLUMNS, type Rows, TEST, TRAIN, goldenCrops } from '../golden/learning/crops.ts';

interface Golden {
  readonly firstRow: number[];
  readonly accuracy: { readonly mean: number; readonly min: number; readonly max: number };
  readonly outOfBag: { readonly mean: number; readonly min: number; readonly max: number };
  readonly nodes: number;
  readonly importance: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/learning/forest.json', import.meta.url), 'utf8')) as Golden;
const { train, test } = goldenCrops();

function options(change: Partial<GrowOptions> = {}): GrowOptions {
  return { ...forestOptionsSchema.parse({ trees: 20, ...change }), seed: change.seed ?? 42 };
}

function grow(rows: Rows, wanted: GrowOptions, columns = COLUMNS, classes = CLASSES, weights = new Float64Array(rows.labels.length).fill(1)) {
  return growTrees({ matrix: binMatrix(rows.matrix, rows.labels.length, columns), labels: rows.labels, classes, weights }, wanted, 0, wanted.trees);
}

function share(rows: Uint16Array, predicted: Int32Array): number {
  return predicted.reduce((hits, c, i) => hits + (c === rows[i] ? 1 : 0), 0) / rows.length;
}

describe('a random forest', () => {
  const forests = [1, 2, 3].map((seed) => grow(train, options({ trees: 100, seed })));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('learns from the very rows that scikit-learn did', () => {
    expect([...train.matrix.subarray(0, COLUMNS)]).toEqual(golden.firstRow);
  });

  it('is as accurate as scikit-learn’s on unseen rows: within two points, as its own seeds differ', () => {
    const accuracy = forests.map(({ ensemble }) => {
      const probabilities = new Float32Array(TEST * CLASSES);
      new TreeKernel(ensemble).run(test.matrix, TEST, probabilities);
      return share(test.labels, likeliestClasses(probabilities, TEST, CLASSES));
    });
    expect(mean(accuracy)).toBeGreaterThan(golden.accuracy.mean - 0.02);
    expect(mean(accuracy)).toBeLessThan(golden.accuracy.mean + 0.02);
  });

  it('has scikit-learn’s out-of-bag accuracy, size and feature importance', () => {
    const outOfBag = forests.map(({ votes }) => share(train.labels, likeliestClasses(Float32Array.from(votes), TRAIN, CLASSES)));
    expect(Math.abs(mean(outOfBag) - golden.outOfBag.mean)).toBeLessThan(0.025);
    const nodes = mean(forests.map(({ ensemble }) => ensemble.feature.length));
    expect(Math.abs(nodes / golden.nodes - 1)).toBeLessThan(0.05);
    golden.importance.forEach((expected, c) => {
      const found = mean(forests.map(({ importance }) => (importance[c] as number) / 100));
      expect(Math.abs(found - expected), `column ${c}`).toBeLessThan(0.008);
    });
  });

  it('is the same for the same seed, whoever grows which trees, and another for another seed', () => {
    const wanted = options({ trees: 7 });
    const data = { matrix: binMatrix(train.matrix, TRAIN, COLUMNS), labels: train.labels, classes: CLASSES, weights: new Float64Array(TRAIN).fill(1) };
    const whole = growTrees(data, wanted, 0, 7).ensemble;
    const parts = joinedEnsembles([growTrees(data, wanted, 0, 3).ensemble, growTrees(data, wanted, 3, 4).ensemble]);
    expect(parts).toEqual(whole);
    expect(growTrees(data, options({ trees: 7, seed: 43 }), 0, 7).ensemble.feature).not.toEqual(whole.feature);
  });

  it('gives probabilities that sum to exactly 1', () => {
    const probabilities = new Float32Array(TEST * CLASSES);
    new TreeKernel(grow(train, options({ trees: 13, minLeaf: 5 })).ensemble).run(test.matrix, TEST, probabilities);
    for (let row = 0; row < TEST; row++) {
      const sum = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES).reduce((total, value) => total + value, 0);
      expect(sum).toBe(1);
    }
  });

  it('keeps to the depth and to the rows per leaf', () => {
    const { ensemble } = grow(train, options({ trees: 1, maxDepth: 2 }));
    expect(ensemble.feature.length).toBeLessThanOrEqual(7);
    const { ensemble: coarse } = grow(train, options({ trees: 1, minLeaf: 100 }));
    expect(coarse.leafStart.length - 1).toBeLessThanOrEqual(9);
    expect(coarse.leafStart.length - 1).toBeGreaterThan(1);
  });

  it('tells rows with a value from rows without one, and sends missing to the branch of “not ≤”', () => {
    const matrix = Float32Array.from({ length: 60 }, (_, row) => (row % 2 ? NaN : row));
    const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 2);
    const { ensemble } = grow({ matrix, labels }, options({ trees: 5 }), 1, 2);
    const probabilities = new Float32Array(4);
    new TreeKernel(ensemble).run(Float32Array.of(1e30, NaN), 2, probabilities);
    expect([...probabilities]).toEqual([1, 0, 0, 1]);
  });

  it('grows a leaf where all columns are constant', () => {
    const { ensemble } = grow({ matrix: new Float32Array(40), labels: Uint16Array.from({ length: 20 }, (_, i) => i % 2) }, options({ trees: 3 }), 2, 2);
    expect([...ensemble.feature]).toEqual([-1, -1, -1]);
  });

  it('lets a rare class weigh as much as a common one when asked', () => {
    const labels = Uint16Array.from({ length: 100 }, (_, i) => (i < 90 ? 0 : 1));
    const matrix = Float32Array.from({ length: 100 }, (_, i) => i % 10);
    const missed = (method: BalanceMethod): number => {
      const probabilities = new Float32Array(200);
      const ofClass = classWeights(labels, 2, method);
      const weights = Float64Array.from(labels, (label) => ofClass[label] as number);
      new TreeKernel(grow({ matrix, labels }, options({ maxDepth: 1 }), 1, 2, weights).ensemble).run(matrix, 100, probabilities);
      return labels.filter((label, i) => label === 1 && (probabilities[i * 2 + 1] as number) < 0.3).length;
    };
    expect(missed('none')).toBe(10);
    expect(missed('balanced')).toBe(0);
  });
});

describe('steps of a column', () => {
  it('ask the same of a code and of a value, for values seen and unseen', () => {
    const values = Float32Array.from({ length: 5000 }, (_, i) => Math.fround(Math.sin(i) * 1000 + (i % 7)));
    const { codes, thresholds } = binMatrix(values, 5000, 1);
    const steps = thresholds[0] as Float32Array;
    expect(steps.length).toBeLessThanOrEqual(255);
    expect(steps.length).toBeGreaterThan(200);
    values.forEach((value, i) => {
      const code = codes[i] as number;
      expect(value <= (steps[code] as number)).toBe(true);
      expect(code === 0 || value > (steps[code - 1] as number)).toBe(true);
    });
  });

  it('cuts between neighbours in float32 and never up to the higher one', () => {
    const low = Math.fround(1);
    const high = Math.fround(1 + 2 ** -23);
    const { thresholds } = binMatrix(Float32Array.of(low, high), 2, 1);
    expect(thresholds[0]?.[0]).toBe(low);
  });

  it('keeps missing and infinite values apart from all others', () => {
    expect([...binMatrix(Float32Array.of(1, NaN, 2, Infinity, -Infinity), 5, 1).codes]).toEqual([1, MISSING_CODE, 2, MISSING_CODE, 0]);
  });
});

describe('what is said of rows by the trees that did not see them', () => {
  it('leaves every class possible, as a third of the trees cannot rule one out, and a row that all saw out', () => {
    const unit = 2 ** 24 / 100;
    const shares = sharesHeldOut([{ votes: Float64Array.of(20 * unit, 0, 0, 0) }, { votes: Float64Array.of(16 * unit, 3 * unit, 0, 0) }], { rows: 2, classes: 2, trees: 100 });
    [36.5 / 40, 3.5 / 40, 0, 0].forEach((share, i) => { expect(shares[i]).toBeCloseTo(share, 6); });
  });
});

describe('votes of a leaf', () => {
  it('are whole units that sum to the share of the tree, and trees to 2²⁴', () => {
    expect(Array.from({ length: 300 }, (_, tree) => unitsOfTree(tree, 300)).reduce((sum, units) => sum + units, 0)).toBe(2 ** 24);
    expect([...leafUnits(Float64Array.of(1, 1, 1), 100)]).toEqual([34, 33, 33]);
    expect([...leafUnits(Float64Array.of(0, 2, 0), 7)]).toEqual([0, 7, 0]);
  });
});

describe('the stream of random numbers', () => {
  it('is even: each of ten values comes a tenth of the time', () => {
    const counts = new Array<number>(10).fill(0);
    const random = new RandomStream(7, 3);
    for (let i = 0; i < 100_000; i++) {
      const value = random.below(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(450);
  });

  it('differs between streams and between neighbouring seeds', () => {
    const first = (seed: number, stream: number): number => new RandomStream(seed, stream).uint32();
    expect(new Set([first(1, 0), first(0, 1), first(1, 1), first(2, 0), first(0, 2), first(0, 0)]).size).toBe(6);
  });
});
