/** Most steps of a column; {@link MISSING_CODE} stands above them. */
const MOST_STEPS = 255;
/** Code of NaN: above every threshold, so that it takes the branch of “not ≤”, as in ONNX Runtime's BRANCH_LEQ. */
export const MISSING_CODE = 255;
/** Threshold between the highest value and missing: the largest float32. */
const ABOVE_ALL = Math.fround(3.4028234663852886e38);

/**
 * A feature matrix in at most 255 steps per column. `codes[column · rows + row]` is the lowest step k with
 * value ≤ `thresholds[column][k]` compared in float32, so that “code ≤ k” and “value ≤ threshold k” are the same question
 * for every row, seen or not.
 */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Column by column, uint8; 255 = missing. */
  readonly codes: Uint8Array;
  /** Ascending float32 per column; the last one is the largest float32. */
  readonly thresholds: readonly Float32Array[];
}

/**
 * Bins a matrix: a step per distinct value where there are at most `most`, else quantiles of the values. A threshold lies
 * half-way between the values on both its sides, rounded to float32 and never up to the higher one.
 * @param matrix float32, row-major [rows, columns], NaN = missing
 * @param most steps per column, 2…255
 */
export function binMatrix(matrix: Float32Array, rows: number, columns: number, most = MOST_STEPS): BinnedMatrix {
  const thresholds: Float32Array[] = [];
  const column = new Float32Array(rows);
  for (let c = 0; c < columns; c++) {
    let present = 0;
    for (let row = 0; row < rows; row++) {
      const value = matrix[row * columns + c] as number;
      if (!Number.isNaN(value)) column[present++] = value;
    }
    thresholds.push(stepsOf(column.slice(0, present).sort(), most));
  }
  return codedMatrix(matrix, rows, thresholds);
}

/** Puts a matrix, seen or not, into the steps of another: row-major [rows, thresholds.length], NaN = missing. */
export function codedMatrix(matrix: Float32Array, rows: number, thresholds: readonly Float32Array[]): BinnedMatrix {
  const columns = thresholds.length;
  const codes = new Uint8Array(rows * columns);
  thresholds.forEach((steps, c) => {
    for (let row = 0; row < rows; row++) codes[c * rows + row] = codeOf(matrix[row * columns + c] as number, steps);
  });
  return { rows, columns, codes, thresholds };
}

/** The lowest step that is not below `value`; {@link MISSING_CODE} for NaN and +∞. */
function codeOf(value: number, steps: Float32Array): number {
  if (!(value <= ABOVE_ALL)) return MISSING_CODE;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (steps[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Upper ends of the steps for the sorted values of a column. */
function stepsOf(sorted: Float32Array, most: number): Float32Array {
  const distinct = new Float32Array(sorted.length);
  const upTo = new Int32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    if (count === 0 || value !== distinct[count - 1]) distinct[count++] = value;
    upTo[count - 1] = i + 1;
  }
  const ends: number[] = [];
  const target = Math.max(1, sorted.length / most);
  const keepAll = count <= most;
  let taken = 0;
  for (let i = 0; i + 1 < count && ends.length < most - 1; i++) {
    // A quantile step closes once its share of the rows is in it; heavy single values get a step of their own.
    const inStep = (upTo[i] as number) - taken;
    if (!keepAll && inStep < target) continue;
    ends.push(between(distinct[i] as number, distinct[i + 1] as number));
    taken = upTo[i] as number;
  }
  ends.push(ABOVE_ALL);
  return Float32Array.from(ends);
}

/** A float32 t with low ≤ t < high. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle >= low && middle < high ? middle : low;
}
