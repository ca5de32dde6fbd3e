import { columnsAbove } from './columns.ts';
import { type BinaryRaster, erode } from './morphology.ts';
import { WORLDCEREAL_CLEAR, WORLDCEREAL_CLOUDS } from './preset.ts';

/** Sizes of the three kernels in pixels, all odd. */
export interface DilationKernels {
  readonly small: number;
  readonly large: number;
  readonly erosion: number;
}

/** WorldCereal's own sizes, for the scene classification at 10 m. */
export const KERNELS_10M: DilationKernels = { small: 17, large: 77, erosion: 3 };

/** The kernels for another pixel size: the same ground size, rounded to odd pixels. */
export function kernelsAt(pixelM: number): DilationKernels {
  const at = (size: number): number => Math.max(1, 2 * Math.floor((size * 10) / pixelM / 2) + 1);
  return { small: at(KERNELS_10M.small), large: at(KERNELS_10M.large), erosion: at(KERNELS_10M.erosion) };
}

/** Pixels around a window that its mask depends on. */
export function kernelReach(kernels: DilationKernels): number {
  return (kernels.large >> 1) + (kernels.erosion >> 1);
}

const SMALL_THRESHOLD = 0.057;
const LARGE_THRESHOLD = 0.025;
const CLEAR = flags(WORLDCEREAL_CLEAR);
const CLOUDS = flags(WORLDCEREAL_CLOUDS);

/**
 * openEO's `to_scl_dilation_mask` as WorldCereal calls it. Twice: take a set of classes (everything but 2, 4–7; then
 * 3, 8–11), erode it by a disc of radius `erosion >> 1` so that specks vanish, smooth it with a Gaussian of `size` ×
 * `size` pixels and σ = size / 6 that sums to 1, and mask where the result is above 0.057 (small) or 0.025 (large).
 * Either masks. Beyond the raster nothing is masked, and for the erosion everything is.
 * @param codes scene-classification codes on the raster
 * @returns 1 = masked
 */
export function worldcerealMask(codes: BinaryRaster, kernels: DilationKernels): Uint8Array {
  const { data, width, height } = codes;
  const unclear = { width, height, data: new Uint8Array(data.length) };
  const clouds = { width, height, data: new Uint8Array(data.length) };
  for (let i = 0; i < data.length; i++) {
    unclear.data[i] = 1 - (CLEAR[data[i] ?? 0] ?? 0);
    clouds.data[i] = CLOUDS[data[i] ?? 0] ?? 0;
  }
  const masked = smoothAbove(erodeDisc(unclear, kernels.erosion), kernels.small, SMALL_THRESHOLD);
  const far = smoothAbove(erodeDisc(clouds, kernels.erosion), kernels.large, LARGE_THRESHOLD);
  for (let i = 0; i < masked.length; i++) masked[i] = (masked[i] ?? 0) | (far[i] ?? 0);
  return masked;
}

/** Erosion by GeoTrellis' circle kernel, offsets with dx² + dy² ≤ (size >> 1)²: a Euclidean disc. */
function erodeDisc(raster: BinaryRaster, size: number): BinaryRaster {
  return { ...raster, data: erode(raster, size >> 1) };
}

/** 1 where the smoothed raster is above `threshold`. The Gaussian is separable: rows by their runs, then columns. */
function smoothAbove(raster: BinaryRaster, size: number, threshold: number): Uint8Array {
  const weights = gaussian(size);
  return columnsAbove({ rows: smoothRows(raster, weights), width: raster.width, weights, threshold });
}

/** Each row smoothed; null for a row without a set pixel, which most are. */
function smoothRows({ data, width, height }: BinaryRaster, weights: Float64Array): (Float64Array | null)[] {
  const half = weights.length >> 1;
  const memory = new Float64Array(width * height);
  const cumulative = new Float64Array(weights.length + 1);
  for (let i = 0; i < weights.length; i++) cumulative[i + 1] = (cumulative[i] ?? 0) + (weights[i] ?? 0);
  return Array.from({ length: height }, (_, row) => {
    let smooth: Float64Array | null = null;
    for (let column = 0; column < width; ) {
      if (data[row * width + column] === 0) {
        column++;
        continue;
      }
      let beyond = column + 1;
      while (beyond < width && data[row * width + beyond] === 1) beyond++;
      smooth ??= memory.subarray(row * width, (row + 1) * width);
      addRun(smooth, column, beyond, cumulative, half);
      column = beyond;
    }
    return smooth;
  });
}

/** Adds what the run of set pixels [first, beyond) gives to each pixel of its row. */
function addRun(row: Float64Array, first: number, beyond: number, cumulative: Float64Array, half: number): void {
  const from = Math.max(0, first - half);
  const to = Math.min(row.length, beyond + half);
  const last = cumulative.length - 1;
  for (let column = from; column < to; column++) {
    const low = Math.max(0, first - column + half);
    const high = Math.min(last, beyond - column + half);
    row[column] = (row[column] ?? 0) + (cumulative[high] ?? 0) - (cumulative[low] ?? 0);
  }
}

function gaussian(size: number): Float64Array {
  const sigma = size / 6;
  const weights = Float64Array.from({ length: size }, (_, i) => Math.exp(-((i - (size >> 1)) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function flags(codes: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (codes.includes(code) ? 1 : 0));
}
