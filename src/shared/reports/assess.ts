import { atTemperature, calibrationOf } from '../stats/calibration.ts';
import { classMeans, rowNormalised } from '../stats/class-means.ts';
import { confusionFigures, confusionMatrix } from '../stats/confusion.ts';
import { likeliestClasses } from '../stats/decision.ts';
import { wilsonInterval } from '../stats/wilson.ts';
import { topShares } from '../stats/top-k.ts';
import type { Assessment, GroupFigures, Importance, Temperature } from './assessment.ts';

/** Largest k of the top-k shares. */
const MOST_K = 5;

/** What there is to assess. */
export interface AssessedRows {
  /** float32, row-major [rows, classes], each row adding up to 1. */
  readonly probabilities: Float32Array;
  /** Class index per row. */
  readonly reference: ArrayLike<number>;
  readonly classes: number;
  /** What is known of the rows, by name: a value per row, null where it is not known. */
  readonly attributes: ReadonlyMap<string, readonly (string | null)[]>;
}

/** Value of rows that say nothing of an attribute. */
export const NOT_KNOWN = 'not known';

/** All that a report says of predictions besides importance, which needs the model. */
export function assess({ probabilities, reference, classes, attributes }: AssessedRows, temperature: Temperature | null, importance: Importance | null): Assessment {
  const predicted = likeliestClasses(probabilities, reference.length, classes);
  const confusion = confusionMatrix(reference, predicted, classes);
  return {
    version: 1,
    ...classMeans(confusionFigures(confusion), confusion),
    topK: topShares(probabilities, reference, classes, Math.min(MOST_K, classes)),
    confusionShares: rowNormalised(confusion),
    groups: [...attributes].map(([by, values]) => ({ by, values: groupFigures(reference, predicted, classes, values) })),
    calibration: calibrationOf(probabilities, reference, classes),
    scaled: temperature && { temperature, calibration: calibrationOf(atTemperature(probabilities, classes, temperature.value), reference, classes) },
    importance,
  };
}

/** Figures per value, the one with the most rows first. */
export function groupFigures(reference: ArrayLike<number>, predicted: ArrayLike<number>, classes: number, values: readonly (string | null)[]): GroupFigures[] {
  const rowsOf = new Map<string, number[]>();
  values.forEach((value, row) => {
    const name = value ?? NOT_KNOWN;
    const rows = rowsOf.get(name);
    if (rows) rows.push(row);
    else rowsOf.set(name, [row]);
  });
  const figuresOf = ([value, rows]: [string, number[]]): GroupFigures => {
    const confusion = confusionMatrix(rows.map((row) => reference[row] as number), rows.map((row) => predicted[row] as number), classes);
    const figures = confusionFigures(confusion);
    const hits = confusion.reduce((sum, counts, i) => sum + (counts[i] ?? 0), 0);
    const { low, high } = wilsonInterval(hits, rows.length);
    return {
      value, rows: rows.length, overallAccuracy: figures.overallAccuracy, accuracyLow: low, accuracyHigh: high,
      macroF1: figures.macroF1, weightedF1: classMeans(figures, confusion).weighted.f1, classes: figures.perClass.filter(({ support }) => support > 0).length,
    };
  };
  return [...rowsOf].map(figuresOf).toSorted((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
}
