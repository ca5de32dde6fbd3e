import { minimise, type Minimum, type Objective } from './minimise.ts';

/** Rows to fit on: no value is missing. */
export interface RegressionRows {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** float32, row-major [rows, columns]. */
  readonly values: Float32Array;
  /** Class index per row. */
  readonly labels: ArrayLike<number>;
  /** Above 0. */
  readonly weights: Float64Array;
}

export interface RegressionOptions {
  /** C: the sum of the rows' losses is multiplied by it. */
  readonly strength: number;
  readonly iterations: number;
  readonly step: (iteration: number, largestGradient: number) => Promise<void> | void;
}

/** Largest number of the gradient of the mean loss at which it is done: a hundredth of what scikit-learn is content with, so that the classes far from any border are right, too. */
const TOLERANCE = 1e-6;

/**
 * Multinomial logistic regression with an L2 penalty (Hastie, Tibshirani, Friedman 2009, The Elements of Statistical Learning, 4.4):
 * the W and b at the minimum of C · Σ wᵢ · −ln pᵢ(yᵢ) + ½ ‖W‖², which is one and the same wherever the search begins; the offsets b are not
 * penalised. Begins at 0. What scikit-learn's LogisticRegression minimises.
 * It is solved for columns of mean 0 and deviation 1, which takes far fewer steps, and told for the columns as they are.
 * @returns parameters [columns × classes, then classes]: W row-major [columns, classes] and b
 */
export async function fitRegression(rows: RegressionRows, { strength, iterations, step }: RegressionOptions): Promise<Minimum> {
  const total = rows.weights.reduce((sum, weight) => sum + weight, 0);
  const spread = spreadOf(rows);
  const numbers = (rows.columns + 1) * rows.classes;
  const found = await minimise(objectiveOf(rows, spread, strength * total), new Float64Array(numbers), { iterations, tolerance: TOLERANCE, step });
  return { ...found, at: unscaled(found.at, spread, rows) };
}

/** Mean of each column, and one over its deviation (1 for a column of one value). */
interface Spread {
  readonly mean: Float64Array;
  readonly inverse: Float64Array;
}

function spreadOf({ rows, columns, values }: RegressionRows): Spread {
  const mean = new Float64Array(columns);
  const inverse = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) mean[column] = (mean[column] as number) + (values[row * columns + column] as number) / rows;
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += ((values[row * columns + column] as number) - (mean[column] as number)) ** 2;
    inverse[column] = squares > 0 ? 1 / Math.sqrt(squares / rows) : 1;
  }
  return { mean, inverse };
}

/** The parameters for columns as they are, from those for columns of mean 0 and deviation 1. */
function unscaled(at: Float64Array, { mean, inverse }: Spread, { columns, classes }: RegressionRows): Float64Array {
  const own = at.slice();
  for (let column = 0; column < columns; column++) {
    for (let c = 0; c < classes; c++) {
      const number = (at[column * classes + c] as number) * (inverse[column] as number);
      own[column * classes + c] = number;
      own[columns * classes + c] = (own[columns * classes + c] as number) - number * (mean[column] as number);
    }
  }
  return own;
}

/** Mean weighted loss of the scaled columns and the penalty's share of it, which is that of the columns as they are. */
function objectiveOf({ rows, columns, classes, values: given, labels, weights }: RegressionRows, { mean, inverse }: Spread, scale: number): Objective {
  const values = Float64Array.from(given, (value, i) => (value - (mean[i % columns] as number)) * (inverse[i % columns] as number));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Float64Array(classes);
  const offsets = columns * classes;
  return (at, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const logSum = scoreRow(at, values, row, shares);
      const label = labels[row] as number;
      const weight = (weights[row] as number) / total;
      loss += weight * (logSum - (shares[label] as number));
      for (let c = 0; c < classes; c++) shares[c] = weight * (Math.exp((shares[c] as number) - logSum) - (c === label ? 1 : 0));
      for (let column = 0; column < columns; column++) {
        const value = values[row * columns + column] as number;
        for (let c = 0, k = column * classes; c < classes; c++, k++) gradient[k] = (gradient[k] as number) + value * (shares[c] as number);
      }
      for (let c = 0; c < classes; c++) gradient[offsets + c] = (gradient[offsets + c] as number) + (shares[c] as number);
    }
    for (let k = 0; k < offsets; k++) {
      const number = at[k] as number;
      const penalty = (inverse[Math.floor(k / classes)] as number) ** 2 / scale;
      loss += 0.5 * number * number * penalty;
      gradient[k] = (gradient[k] as number) + number * penalty;
    }
    return loss;
  };
}

/** Scores of a row into `scores`. @returns the logarithm of the sum of their exponentials */
function scoreRow(at: ArrayLike<number>, values: Float32Array | Float64Array, row: number, scores: Float64Array): number {
  const classes = scores.length;
  const columns = at.length / classes - 1;
  for (let c = 0; c < classes; c++) scores[c] = at[columns * classes + c] as number;
  for (let column = 0; column < columns; column++) {
    const value = values[row * columns + column] as number;
    for (let c = 0, k = column * classes; c < classes; c++, k++) scores[c] = (scores[c] as number) + value * (at[k] as number);
  }
  const most = scores.reduce((best, score) => Math.max(best, score), -Infinity);
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
}

/**
 * Class shares by the fitted numbers, in double precision.
 * @param parameters as {@link fitRegression} gives them
 * @returns float32, row-major [rows, classes]
 */
export function sharesBy(parameters: ArrayLike<number>, values: Float32Array, { rows, classes }: { readonly rows: number; readonly classes: number }): Float32Array {
  const shares = new Float32Array(rows * classes);
  const scores = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    const logSum = scoreRow(parameters, values, row, scores);
    for (let c = 0; c < classes; c++) shares[row * classes + c] = Math.exp((scores[c] as number) - logSum);
  }
  return shares;
}
