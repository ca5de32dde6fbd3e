/** The data of make.py, value by value: integers from Lehmer's generator with Park and Miller's constants. */
export const COLUMNS = 24;
export const CLASSES = 6;
export const TRAIN = 900;
export const TEST = 1800;

export interface Rows {
  /** float32, row-major [rows, COLUMNS]. */
  readonly matrix: Float32Array;
  readonly labels: Uint16Array;
}

/** Training and test rows, the same as make.py's. */
export function goldenCrops(): { readonly train: Rows; readonly test: Rows } {
  const below = numbers(20_211);
  const centres = Array.from({ length: CLASSES }, () => Array.from({ length: COLUMNS }, () => below(1400)));
  const crops = (rows: number): Rows => {
    const matrix = new Float32Array(rows * COLUMNS);
    const labels = new Uint16Array(rows);
    for (let row = 0; row < rows; row++) {
      const label = below(CLASSES);
      labels[row] = label;
      for (let column = 0; column < COLUMNS; column++) {
        const noise = below(2048) + below(2048) + below(2048) + below(2048) - 4094;
        matrix[row * COLUMNS + column] = ((centres[label]?.[column] ?? 0) + noise) / 1024;
      }
    }
    return { matrix, labels };
  };
  return { train: crops(TRAIN), test: crops(TEST) };
}

function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state * bound) / 2_147_483_647);
  };
}
