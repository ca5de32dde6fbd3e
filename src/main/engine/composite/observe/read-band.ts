import { type Grid, type PixelWindow, windowGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_MAX, COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { TypedArray } from '../../../../shared/raster/dtype.ts';
import { rasterError } from '../../gdal/open.ts';
import { readInto, readOnGrid, readWindow, type Resampling } from '../../gdal/read.ts';
import { FMASK_TO_SCL } from '../../mask/fmask.ts';
import type { BandRule } from '../kernels/stack-store.ts';
import type { RasterFiles } from './open-files.ts';
import { alignedOrigin, type BandSource, type QualitySource } from '../source.ts';

/** The whole of a raster or less: what part of `target` a source whose pixels coincide with it covers. */
interface Overlap {
  readonly source: PixelWindow;
  /** Upper left pixel inside the target. */
  readonly column: number;
  readonly row: number;
}


/** Planes that hold composite values already. */
const SETTLED: BandRule = { nodata: COMPOSITE_NODATA, add: 0 };

/**
 * Reads one band onto `target` into `into`. Where the pixels coincide and the file holds uint16, the stored values come
 * straight from the file and the kernel does the rest; in all other cases they are converted here.
 * @returns the rule that the kernel applies to `into`
 */
export function readBand(files: RasterFiles, source: BandSource, target: Grid, resampling: Resampling, into: Uint16Array): BandRule {
  const overlap = overlapOf(source.grid, target);
  const plain = source.dtype === 'uint16' && source.factor === 1 && Number.isInteger(source.add);
  if (overlap && overlap !== 'outside' && plain && coversAll(overlap, target)) {
    guarded(source.path, () => readInto(files.get(source), source.bandIndex, overlap.source, into));
    return { nodata: source.nodata, add: source.add };
  }
  into.fill(COMPOSITE_NODATA);
  if (overlap === 'outside') return SETTLED;
  if (overlap) {
    const values = guarded(source.path, () => readWindow(files.get(source), source.bandIndex, overlap.source, source.dtype));
    convert(values, source, overlap, target.width, into);
    return SETTLED;
  }
  const nodata = source.nodata ?? COMPOSITE_NODATA;
  const { path, bandIndex, dtype } = source;
  const values = readOnGrid({ path, bandIndex, grid: target, resampling, dtype, sourceNodata: source.nodata, nodata, sourceCrs: source.grid.crs });
  const whole: Overlap = { source: { column: 0, row: 0, width: target.width, height: target.height }, column: 0, row: 0 };
  convert(values, { ...source, nodata }, whole, target.width, into);
  return SETTLED;
}

/** Reads the quality codes of `target` as scene-classification codes; 0 (no data) where the source does not reach. */
export function readCodes(files: RasterFiles, source: QualitySource, target: Grid): Uint8Array {
  const codes = readRawCodes(files, source, target);
  if (source.kind === 'fmask') for (let i = 0; i < codes.length; i++) codes[i] = FMASK_TO_SCL[codes[i] ?? 255] ?? 0;
  return codes;
}

/** Reads quality codes as they are stored, nearest neighbour; outside the source its own “no data”. */
export function readRawCodes(files: RasterFiles, source: QualitySource, target: Grid): Uint8Array {
  const empty = source.kind === 'fmask' ? 255 : 0;
  const overlap = overlapOf(source.grid, target);
  if (overlap === 'outside') return new Uint8Array(target.width * target.height).fill(empty);
  if (!overlap) {
    return readOnGrid({ path: source.path, bandIndex: source.bandIndex, grid: target, resampling: 'nearest', dtype: 'uint8', sourceNodata: null, nodata: empty, sourceCrs: source.grid.crs });
  }
  const values = guarded(source.path, () => readWindow(files.get(source), source.bandIndex, overlap.source, 'uint8'));
  if (coversAll(overlap, target)) return values;
  const codes = new Uint8Array(target.width * target.height).fill(empty);
  for (let row = 0; row < overlap.source.height; row++) {
    codes.set(values.subarray(row * overlap.source.width, (row + 1) * overlap.source.width), (overlap.row + row) * target.width + overlap.column);
  }
  return codes;
}

/** The grid of a window widened by `margin` pixels on every side, beyond the grid's edges too. */
export function widenedGrid(grid: Grid, window: PixelWindow, margin: number): Grid {
  return windowGrid(grid, { column: window.column - margin, row: window.row - margin, width: window.width + 2 * margin, height: window.height + 2 * margin });
}

function overlapOf(source: Grid, target: Grid): Overlap | 'outside' | null {
  const origin = alignedOrigin(source, target);
  if (!origin) return null;
  const column = Math.max(0, origin.column);
  const row = Math.max(0, origin.row);
  const width = Math.min(source.width, origin.column + target.width) - column;
  const height = Math.min(source.height, origin.row + target.height) - row;
  if (width <= 0 || height <= 0) return 'outside';
  return { source: { column, row, width, height }, column: column - origin.column, row: row - origin.row };
}

function coversAll(overlap: Overlap, target: Grid): boolean {
  return overlap.source.width === target.width && overlap.source.height === target.height;
}

function convert(values: TypedArray, source: Pick<BandSource, 'nodata' | 'factor' | 'add'>, overlap: Overlap, targetWidth: number, into: Uint16Array): void {
  const { nodata, factor, add } = source;
  const { width, height } = overlap.source;
  for (let row = 0, index = 0; row < height; row++) {
    let at = (overlap.row + row) * targetWidth + overlap.column;
    for (let column = 0; column < width; column++, index++, at++) {
      const stored = values[index] ?? NaN;
      if (stored === nodata || Number.isNaN(stored)) continue;
      into[at] = Math.min(COMPOSITE_MAX, Math.max(0, Math.floor(stored * factor + add + 0.5)));
    }
  }
}

function guarded<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw rasterError(path, cause);
  }
}
