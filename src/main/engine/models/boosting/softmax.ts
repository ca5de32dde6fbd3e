import { confusionFigures, confusionMatrix } from '../../../../shared/stats/confusion.ts';
import type { Derivatives } from './histogram.ts';

/** Rows with the scores of their classes so far. */
export interface ScoredRows {
  readonly rows: number;
  readonly classes: number;
  readonly labels: Uint16Array;
  readonly weights: Float64Array;
  /** Row-major [rows, classes]. */
  readonly scores: Float64Array;
}

/** Softmax of the scores of every row: row-major [rows, classes]. */
export function probabilitiesOf({ rows, classes, scores }: ScoredRows): Float64Array {
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const base = row * classes;
    let highest = -Infinity;
    for (let c = 0; c < classes; c++) highest = Math.max(highest, scores[base + c] as number);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += probabilities[base + c] = Math.exp((scores[base + c] as number) - highest);
    for (let c = 0; c < classes; c++) probabilities[base + c] = (probabilities[base + c] as number) / sum;
  }
  return probabilities;
}

/** Derivatives of the weighted cross-entropy by the score of one class: w (p − y) and w p (1 − p). */
export function derivativesOf({ rows, classes, labels, weights }: ScoredRows, probabilities: Float64Array, target: number, into: Derivatives): void {
  for (let row = 0; row < rows; row++) {
    const p = probabilities[row * classes + target] as number;
    const weight = weights[row] as number;
    into.gradient[row] = weight * (p - (labels[row] === target ? 1 : 0));
    into.curvature[row] = weight * p * (1 - p);
  }
}

/** Mean weighted cross-entropy in nats. */
export function lossOf({ rows, classes, labels, weights }: ScoredRows, probabilities: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights[row] as number;
    sum -= weight * Math.log(Math.max(Number.MIN_VALUE, probabilities[row * classes + (labels[row] as number)] as number));
    total += weight;
  }
  return sum / total;
}

/** Macro F1 of the likeliest classes. */
export function macroF1Of({ rows, classes, labels }: ScoredRows, probabilities: Float64Array): number {
  const predicted = Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if ((probabilities[row * classes + c] as number) > (probabilities[row * classes + best] as number)) best = c;
    return best;
  });
  return confusionFigures(confusionMatrix(labels, predicted, classes)).macroF1;
}
