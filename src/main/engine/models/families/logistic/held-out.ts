import { AppError } from '../../../../../shared/errors/app-error.ts';
import { groupFolds } from '../../search/folds.ts';
import { type RegressionOptions, type RegressionRows, fitRegression, sharesBy } from './regression.ts';

/** Folds in which training rows are judged by a fit that did not see them. */
const FOLDS = 5;
/** Fits in all: the classifier's own and one a fold. */
export const FITS = FOLDS + 1;

/**
 * Class shares of training rows, each judged by a fit without its fold; folds are of whole groups (parcels, blocks), as those of a cross-validation.
 * @returns float32 [rows, classes]; null where there are fewer groups than folds
 */
export async function heldOutShares(rows: RegressionRows, groups: readonly string[], seed: number, optionsOf: (fold: number) => RegressionOptions): Promise<Float32Array | null> {
  const folds = foldsOf(rows, groups, seed);
  if (!folds) return null;
  const shares = new Float32Array(rows.rows * rows.classes);
  for (let fold = 0; fold < FOLDS; fold++) {
    const own = [...folds.keys()].filter((row) => folds[row] === fold);
    const { at } = await fitRegression(chosen(rows, [...folds.keys()].filter((row) => folds[row] !== fold)), optionsOf(fold));
    const judged = sharesBy(at, chosen(rows, own).values, { rows: own.length, classes: rows.classes });
    own.forEach((row, i) => {
      shares.set(judged.subarray(i * rows.classes, (i + 1) * rows.classes), row * rows.classes);
    });
  }
  return shares;
}

function foldsOf({ labels, classes }: RegressionRows, groups: readonly string[], seed: number): Int32Array | null {
  try {
    return groupFolds({ labels: Uint16Array.from(labels), classes, groups, folds: FOLDS, seed });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'FOLDS_TOO_MANY') return null;
    throw thrown;
  }
}

function chosen(rows: RegressionRows, picked: readonly number[]): RegressionRows {
  const { columns, values, labels, weights } = rows;
  const part = new Float32Array(picked.length * columns);
  picked.forEach((row, i) => {
    part.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { ...rows, rows: picked.length, values: part, labels: picked.map((row) => labels[row] as number), weights: Float64Array.from(picked, (row) => weights[row] as number) };
}
