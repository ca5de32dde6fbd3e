import { growTo, loadKernel, WASM_PAGE } from './kernels/load-kernel.ts';

/** Smoothed rows whose columns are still to be smoothed. */
export interface SmoothedRows {
  /** Each `width` long; null for a row of zeros. */
  readonly rows: readonly (Float64Array | null)[];
  readonly width: number;
  /** An odd number of weights. */
  readonly weights: Float64Array;
  readonly threshold: number;
}

interface SmoothModule {
  readonly memory: WebAssembly.Memory;
  columnsAbove(rows: number, stride: number, height: number, present: number, weights: number, size: number, threshold: number, out: number): void;
}

let shared: SmoothModule | null | undefined;

/** 1 where the weighted sum of a column's rows is above the threshold; the quicker of two ways that give the same bits. */
export function columnsAbove(smoothed: SmoothedRows): Uint8Array {
  if (smoothed.rows.every((row) => row === null)) return new Uint8Array(smoothed.rows.length * smoothed.width);
  if (shared === undefined) shared = loadKernel<SmoothModule>('smooth');
  return shared ? wasmColumnsAbove(shared, smoothed) : plainColumnsAbove(smoothed);
}

/** The plain version: the oracle of the WebAssembly one. */
export function plainColumnsAbove({ rows, width, weights, threshold }: SmoothedRows): Uint8Array {
  const half = weights.length >> 1;
  const out = new Uint8Array(rows.length * width);
  const sums = new Float64Array(width);
  for (let row = 0; row < rows.length; row++) {
    sums.fill(0);
    for (let offset = -half; offset <= half; offset++) {
      const source = rows[row + offset];
      if (!source) continue;
      const weight = weights[offset + half] ?? 0;
      for (let column = 0; column < width; column++) sums[column] = (sums[column] ?? 0) + weight * (source[column] ?? 0);
    }
    for (let column = 0; column < width; column++) out[row * width + column] = (sums[column] ?? 0) > threshold ? 1 : 0;
  }
  return out;
}

function wasmColumnsAbove(module: SmoothModule, { rows, width, weights, threshold }: SmoothedRows): Uint8Array {
  const height = rows.length;
  const stride = (width + 7) & ~7;
  const weightsAt = WASM_PAGE;
  const rowsAt = weightsAt + weights.byteLength + 8;
  const presentAt = rowsAt + height * stride * 8;
  const outAt = presentAt + height;
  growTo(module.memory, outAt + height * stride);
  const { buffer } = module.memory;
  new Float64Array(buffer, weightsAt, weights.length).set(weights);
  const present = new Uint8Array(buffer, presentAt, height);
  rows.forEach((row, index) => {
    present[index] = row ? 1 : 0;
    if (row) new Float64Array(buffer, rowsAt + index * stride * 8, stride).set(row);
  });
  module.columnsAbove(rowsAt, stride, height, presentAt, weightsAt, weights.length, threshold, outAt);
  const out = new Uint8Array(height * width);
  const made = new Uint8Array(buffer, outAt, height * stride);
  for (let row = 0; row < height; row++) out.set(made.subarray(row * stride, row * stride + width), row * width);
  return out;
}
