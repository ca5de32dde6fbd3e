import type { Temperature } from '../../../../shared/reports/assessment.ts';
import { fittedTemperature } from '../../../../shared/stats/calibration.ts';
import { shuffled } from './permutation.ts';

/** Rows that a temperature is fitted on at most: more do not move one number. */
const MOST_ROWS = 5000;
/** Fewer rows than this say too little. */
const LEAST_ROWS = 20;

/** Rows that neither taught the model nor test it, with what the model says of them. */
export interface AsideRows {
  /** float32 [rows, classes]; a row of zeros was judged by nothing and is passed over. */
  readonly probabilities: Float32Array;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** Those rows in words. */
  readonly words: string;
  readonly seed: number;
}

/** The temperature of a model by rows kept aside; null where they are too few. Never give it test rows. */
export function fitTemperature({ probabilities, labels, classes, words, seed }: AsideRows): Temperature | null {
  const of = (row: number): Float32Array => probabilities.subarray(row * classes, (row + 1) * classes);
  const judged = Array.from(shuffled(labels.length, seed, 0)).filter((row) => of(row).some((share) => share > 0)).slice(0, MOST_ROWS);
  if (judged.length < LEAST_ROWS) return null;
  const values = new Float32Array(judged.length * classes);
  judged.forEach((row, i) => {
    values.set(of(row), i * classes);
  });
  return { value: fittedTemperature(values, judged.map((row) => labels[row] as number), classes), fittedOn: words, rows: judged.length };
}
