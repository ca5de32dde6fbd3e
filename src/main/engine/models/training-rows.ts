import { appError } from '../../../shared/errors/app-error.ts';
import { planFeatures } from '../features/plan.ts';
import type { SampleTable } from '../samples/table.ts';

/** Rows of one split as a classifier sees them. */
export interface LabelledRows {
  readonly rows: number;
  /** float32, row-major [rows, features], missing = NaN. */
  readonly matrix: Float32Array;
  /** Class index per row, in the order of the classes given. */
  readonly labels: Uint16Array;
}

/** Training rows that a class must have. */
const ROWS_NEEDED = 2;

/**
 * Works out the features of a sample table and parts its rows by split.
 * @param features ids of the feature columns
 * @param classes codes in the order of the labels; rows of other classes are a fault of the caller
 * @throws AppError FEATURE_UNKNOWN, FEATURE_UNAVAILABLE; CLASS_TOO_SMALL, SAMPLES_NONE for the training rows
 */
export function labelledRows(table: SampleTable, features: readonly string[], classes: readonly string[]): { readonly train: LabelledRows; readonly test: LabelledRows } {
  const plan = planFeatures(table.layout, features);
  const columns = plan.columns.length;
  const matrix = new Float32Array(table.rows * columns);
  plan.compute(table.series, table.rows, matrix);
  const indexOf = new Map(classes.map((code, c) => [code, c]));
  const of = (split: 'train' | 'test'): LabelledRows => {
    const rows = table.splits.flatMap((name, row) => (name === split && indexOf.has(table.classes[row] ?? '') ? [row] : []));
    const part = new Float32Array(rows.length * columns);
    rows.forEach((row, i) => {
      part.set(matrix.subarray(row * columns, (row + 1) * columns), i * columns);
    });
    return { rows: rows.length, matrix: part, labels: Uint16Array.from(rows, (row) => indexOf.get(table.classes[row] ?? '') ?? 0) };
  };
  const train = of('train');
  requireRows(train.labels, classes);
  return { train, test: of('test') };
}

function requireRows(labels: Uint16Array, classes: readonly string[]): void {
  if (labels.length === 0) throw appError('SAMPLES_NONE', { why: 'no row of the sample set is for training', remedy: 'Draw the samples again with a smaller test share.' });
  classes.forEach((className, c) => {
    const count = labels.filter((label) => label === c).length;
    if (count < ROWS_NEEDED) throw appError('CLASS_TOO_SMALL', { className, count, needed: ROWS_NEEDED });
  });
}
