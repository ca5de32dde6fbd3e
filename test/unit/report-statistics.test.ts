import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testedFigures } from '../../src/shared/reports/local-curve.ts';
import { atTemperature, calibrationOf, fittedTemperature } from '../../src/shared/stats/calibration.ts';
import { classMeans, rowNormalised } from '../../src/shared/stats/class-means.ts';
import { confusionFigures, confusionMatrix } from '../../src/shared/stats/confusion.ts';
import { likeliestClasses } from '../../src/shared/stats/decision.ts';
import { topShares } from '../../src/shared/stats/top-k.ts';

interface Golden {
  readonly classes: number;
  readonly reference: number[];
  readonly probabilities: number[];
  readonly macro: { precision: number; recall: number; f1: number };
  readonly weighted: { precision: number; recall: number; f1: number };
  readonly normalised: number[][];
  readonly top: number[];
  readonly count: number[];
  readonly confidence: number[];
  readonly accuracy: number[];
  readonly expectedError: number;
  readonly brier: number;
  readonly logLoss: number;
  readonly temperature: number;
  readonly scaledLoss: number;
  readonly scaledFirst: number[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/reports/statistics.json', import.meta.url), 'utf8')) as Golden;
const probabilities = Float32Array.from(golden.probabilities);
const { classes, reference } = golden;
const confusion = confusionMatrix(reference, likeliestClasses(probabilities, reference.length, classes), classes);

describe('the means of a report', () => {
  it('are scikit-learn’s macro and weighted averages', () => {
    const means = classMeans(confusionFigures(confusion), confusion);
    for (const field of ['precision', 'recall', 'f1'] as const) {
      expect(means.macro[field]).toBeCloseTo(golden.macro[field], 12);
      expect(means.weighted[field]).toBeCloseTo(golden.weighted[field], 12);
    }
  });

  it('leave out classes that neither occur nor were predicted', () => {
    const withAbsent = [[3, 1, 0], [0, 4, 0], [0, 0, 0]];
    const without = [[3, 1], [0, 4]];
    expect(classMeans(confusionFigures(withAbsent), withAbsent)).toEqual(classMeans(confusionFigures(without), without));
  });

  it('normalise rows to shares of the reference class, and leave empty rows at 0', () => {
    rowNormalised(confusion).forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(golden.normalised[i]?.[j] ?? NaN, 12);
      });
    });
    expect(rowNormalised([[0, 0], [1, 3]])).toEqual([[0, 0], [0.25, 0.75]]);
  });

  it('count the reference class among the k likeliest as scikit-learn does', () => {
    topShares(probabilities, reference, classes, 3).forEach((share, k) => {
      expect(share).toBeCloseTo(golden.top[k] ?? NaN, 12);
    });
  });

  it('count a class that was given no number as wrong, and the earlier of two equal ones as likelier', () => {
    expect(topShares(Float32Array.from([NaN, NaN, 0.5, 0.5, 0.5, 0.5]), [0, 0, 1], 2, 2)).toEqual([1 / 3, 2 / 3]);
  });
});

describe('calibration', () => {
  it('bins confidences, and measures the expected error, Brier score and log loss as numpy and scikit-learn do', () => {
    const found = calibrationOf(probabilities, reference, classes);
    expect(found.bins.map(({ count }) => count)).toEqual(golden.count);
    found.bins.forEach((bin, i) => {
      expect(bin.confidence).toBeCloseTo(golden.confidence[i] ?? NaN, 6);
      expect(bin.accuracy).toBeCloseTo(golden.accuracy[i] ?? NaN, 12);
    });
    expect(found.expectedError).toBeCloseTo(golden.expectedError, 6);
    expect(found.brier).toBeCloseTo(golden.brier, 6);
    expect(found.logLoss).toBeCloseTo(golden.logLoss, 6);
  });

  it('finds the temperature that scipy finds, and never changes the class', () => {
    const temperature = fittedTemperature(probabilities, reference, classes);
    expect(temperature).toBeCloseTo(golden.temperature, 4);
    const scaled = atTemperature(probabilities, classes, temperature);
    golden.scaledFirst.forEach((value, c) => {
      expect(scaled[c]).toBeCloseTo(value, 5);
    });
    expect(calibrationOf(scaled, reference, classes).logLoss).toBeCloseTo(golden.scaledLoss, 5);
    expect(likeliestClasses(scaled, reference.length, classes)).toEqual(likeliestClasses(probabilities, reference.length, classes));
  });

  it('leaves probabilities as they are without rows to fit on', () => {
    expect(fittedTemperature(new Float32Array(0), [], 3)).toBe(1);
  });
});

interface GoldenCurve {
  readonly classes: number;
  readonly reference: number[];
  readonly steps: { readonly predicted: number[]; readonly macroF1: number; readonly overallAccuracy: number }[];
}

describe('a step of a local-data curve', () => {
  const curve = JSON.parse(readFileSync(new URL('../golden/reports/curve.json', import.meta.url), 'utf8')) as GoldenCurve;

  it('has scikit-learn’s macro F1 over the classes of the test, also where a model names others', () => {
    expect(curve.steps).toHaveLength(3);
    for (const { predicted, macroF1, overallAccuracy } of curve.steps) {
      const found = testedFigures(curve.reference, predicted, curve.classes);
      expect(found.macroF1).toBeCloseTo(macroF1, 12);
      expect(found.overallAccuracy).toBeCloseTo(overallAccuracy, 12);
    }
  });
});
