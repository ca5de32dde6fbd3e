/** Figures of one class. A quotient with denominator 0 counts as 0, as scikit-learn's `zero_division=0` does. */
export interface ClassFigures {
  /** Of what was predicted as this class, the share that is. */
  readonly precision: number;
  /** Of what is this class, the share that was predicted. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
  /** Reference samples of this class. */
  readonly support: number;
}

/** What a confusion matrix says. */
export interface ConfusionFigures {
  readonly overallAccuracy: number;
  /** Mean F1 over the classes that occur in the reference or the prediction. */
  readonly macroF1: number;
  readonly perClass: readonly ClassFigures[];
}

/**
 * Counts pairs: matrix[i][j] = samples of reference class i predicted as class j.
 * @param reference class index per sample
 * @param predicted class index per sample, same length
 */
export function confusionMatrix(reference: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < reference.length; i++) {
    const row = matrix[reference[i] as number];
    const column = predicted[i] as number;
    if (!row || row[column] === undefined) throw new RangeError(`sample ${i} has a class outside 0…${classes - 1}`);
    row[column]++;
  }
  return matrix;
}

/** Accuracy, and precision, recall and F1 per class (Stehman 1997; scikit-learn's definitions for absent classes). */
export function confusionFigures(matrix: readonly (readonly number[])[]): ConfusionFigures {
  const rowSums = matrix.map(sum);
  const columnSums = matrix.map((_, j) => sum(matrix.map((row) => row[j] ?? 0)));
  const hits = matrix.map((row, i) => row[i] ?? 0);
  const perClass = matrix.map((_, i): ClassFigures => {
    const [hit, reference, predicted] = [hits[i] ?? 0, rowSums[i] ?? 0, columnSums[i] ?? 0];
    return { precision: quotient(hit, predicted), recall: quotient(hit, reference), f1: quotient(2 * hit, reference + predicted), support: reference };
  });
  const present = perClass.filter((_, i) => (rowSums[i] ?? 0) + (columnSums[i] ?? 0) > 0);
  return {
    overallAccuracy: quotient(sum(hits), sum(rowSums)),
    macroF1: quotient(sum(present.map((figures) => figures.f1)), present.length),
    perClass,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function quotient(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
