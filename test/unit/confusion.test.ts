import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { confusionFigures, confusionMatrix } from '../../src/shared/stats/confusion.ts';
import { likeliestClass, likeliestClasses } from '../../src/shared/stats/decision.ts';

interface Golden {
  readonly reference: number[];
  readonly predicted: number[];
  readonly matrix: number[][];
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
  readonly overallAccuracy: number;
  readonly macroF1: number;
}
const golden = JSON.parse(readFileSync(new URL('../golden/learning/confusion.json', import.meta.url), 'utf8')) as Golden;

describe('the accuracy report', () => {
  it('gives scikit-learn’s matrix, precision, recall, F1, support, overall accuracy and macro F1', () => {
    const matrix = confusionMatrix(golden.reference, golden.predicted, 6);
    const figures = confusionFigures(matrix);
    expect(matrix).toEqual(golden.matrix);
    expect(figures.perClass.map((c) => c.support)).toEqual(golden.support);
    for (const key of ['precision', 'recall', 'f1'] as const) figures.perClass.forEach((c, i) => expect(c[key]).toBeCloseTo(golden[key][i] as number, 12));
    expect(figures.overallAccuracy).toBeCloseTo(golden.overallAccuracy, 12);
    expect(figures.macroF1).toBeCloseTo(golden.macroF1, 12);
  });

  it('gives zeros, not NaN, for a report without samples', () => {
    expect(confusionFigures(confusionMatrix([], [], 2))).toMatchObject({ overallAccuracy: 0, macroF1: 0 });
  });

  it('refuses a class index that the matrix has no row for', () => {
    expect(() => confusionMatrix([0, 2], [0, 0], 2)).toThrow('sample 1');
  });
});

describe('the choice of a class', () => {
  it('takes the highest probability, the first among equals, and none where nothing is a number', () => {
    const probabilities = Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4, NaN, NaN, NaN);
    expect([...likeliestClasses(probabilities, 3, 3)]).toEqual([1, 0, -1]);
    expect(likeliestClass(probabilities, 1, 3)).toBe(0);
  });
});
