import type { Dataset } from 'gdal-async';
import { toMap, invert } from '../../../shared/geo/affine.ts';
import { type Grid, type PixelWindow, gridBounds } from '../../../shared/geo/grid.ts';
import { type ArrayOf, arrayOf, type Dtype, type TypedArray } from '../../../shared/raster/dtype.ts';
import { crsName, spatialReference } from './crs.ts';
import { gdal } from './gdal.ts';
import { openRaster, rasterError, withRaster } from './open.ts';
import { bandVrt, withVsimem } from './vrt.ts';

/** How values are brought onto another grid. Categories only ever `nearest` or `mode`. */
export type Resampling = 'nearest' | 'bilinear' | 'cubic' | 'average' | 'mode';
const WARP_NAMES = { nearest: 'near', bilinear: 'bilinear', cubic: 'cubic', average: 'average', mode: 'mode' } as const;

/**
 * Reads a window of one band as it is stored.
 * @returns window.width × window.height values, row by row
 * @throws RASTER_UNREADABLE, RangeError when the window leaves the raster
 */
export function readWindow<D extends Dtype>(source: string | Dataset, bandIndex: number, window: PixelWindow, dtype: D): ArrayOf<D> {
  if (typeof source === 'string') return withRaster(source, (dataset) => readWindow(dataset, bandIndex, window, dtype));
  const into = arrayOf(dtype, window.width * window.height);
  return readInto(source, bandIndex, window, into as Uint16Array) as ArrayOf<D>;
}

/**
 * Reads a window of one band into an array that is there already (`window.width` × `window.height` values); its type is
 * the one asked for.
 * @returns `into`
 */
export function readInto<A extends TypedArray>(source: Dataset, bandIndex: number, window: PixelWindow, into: A): A {
  source.bands.get(bandIndex).pixels.read(window.column, window.row, window.width, window.height, into as Uint16Array);
  return into;
}

/** What {@link readOnGrid} reads, and onto what. */
export interface GridRead<D extends Dtype> {
  /** Absolute path, opened with the drivers a user's file may have. */
  readonly path: string;
  /** 1-based. */
  readonly bandIndex: number;
  readonly grid: Grid;
  readonly resampling: Resampling;
  readonly dtype: D;
  /** Stored value that means no data in the source; null for none. */
  readonly sourceNodata: number | null;
  /** Value of pixels that the source does not cover or has no data for. */
  readonly nodata: number;
  /** CRS to take where the file says none or a wrong one. */
  readonly sourceCrs?: string;
}

/**
 * Reads one band onto a grid, the way `gdalwarp -te -ts -r` does (its default error threshold of 0.125 pixel).
 * Where source and target pixels coincide, or divide each other evenly under `nearest`, pixels are copied: the same
 * values, much sooner.
 * @returns grid.width × grid.height values, row by row
 */
export function readOnGrid<D extends Dtype>(read: GridRead<D>): ArrayOf<D> {
  const source = openRaster(read.path);
  try {
    const factor = wholeFactor(source, read);
    return factor === null ? warp(source, read) : copy(source, read, factor);
  } catch (cause) {
    throw rasterError(read.path, cause);
  } finally {
    source.close();
  }
}

/** Source pixel side ÷ target pixel side when pixels may simply be copied: 1, or n under `nearest`; else null. */
function wholeFactor<D extends Dtype>(source: Dataset, read: GridRead<D>): number | null {
  const transform = source.geoTransform;
  const crs = read.sourceCrs ?? crsName(source.srs);
  if (!transform || !crs || crs !== read.grid.crs) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform;
  const [ta, tb, tc, td, te, tf] = read.grid.affine;
  if (c !== 0 || e !== 0 || tc !== 0 || te !== 0 || b <= 0 || f >= 0) return null;
  const factor = Math.round(b / tb);
  const even = factor >= 1 && near(b, factor * tb) && near(f, factor * tf) && whole((ta - a) / tb) && whole((td - d) / tf);
  return even && (factor === 1 || read.resampling === 'nearest') ? factor : null;
}

const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 1e-6 * Math.abs(wanted);
const whole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-3;

function copy<D extends Dtype>(source: Dataset, read: GridRead<D>, factor: number): ArrayOf<D> {
  const { grid, dtype } = read;
  const out = arrayOf(dtype, grid.width * grid.height);
  const inverse = invert(source.geoTransform as unknown as Grid['affine']);
  const [minX, , , maxY] = gridBounds(grid);
  const [fromColumn, fromRow] = toMap(inverse, minX, maxY).map((value) => Math.round(value * factor)) as [number, number];
  const { x: width, y: height } = source.rasterSize;
  const first = { column: Math.max(0, Math.floor(fromColumn / factor)), row: Math.max(0, Math.floor(fromRow / factor)) };
  const last = { column: Math.min(width, Math.ceil((fromColumn + grid.width) / factor)), row: Math.min(height, Math.ceil((fromRow + grid.height) / factor)) };
  const window = { ...first, width: last.column - first.column, height: last.row - first.row };
  if (window.width <= 0 || window.height <= 0) return out.fill(read.nodata) as ArrayOf<D>;
  const pixels = readWindow(source, read.bandIndex, window, dtype);
  const covers = factor === 1 && window.width === grid.width && window.height === grid.height;
  if (covers && (read.sourceNodata === null || read.sourceNodata === read.nodata)) return pixels;
  scatter(pixels, window, out, { grid, factor, fromColumn, fromRow, sourceNodata: read.sourceNodata, nodata: read.nodata });
  return out;
}

interface Scatter {
  readonly grid: Grid;
  readonly factor: number;
  readonly fromColumn: number;
  readonly fromRow: number;
  readonly sourceNodata: number | null;
  readonly nodata: number;
}

function scatter(pixels: ArrayLike<number>, window: PixelWindow, out: { [index: number]: number }, how: Scatter): void {
  const { grid, factor, fromColumn, fromRow, sourceNodata, nodata } = how;
  for (let row = 0; row < grid.height; row++) {
    const sourceRow = Math.floor((row + fromRow) / factor) - window.row;
    const rowInside = sourceRow >= 0 && sourceRow < window.height;
    for (let column = 0; column < grid.width; column++) {
      const sourceColumn = Math.floor((column + fromColumn) / factor) - window.column;
      const inside = rowInside && sourceColumn >= 0 && sourceColumn < window.width;
      const value = inside ? (pixels[sourceRow * window.width + sourceColumn] ?? nodata) : nodata;
      out[row * grid.width + column] = value === sourceNodata ? nodata : value;
    }
  }
}

function warp<D extends Dtype>(source: Dataset, read: GridRead<D>): ArrayOf<D> {
  if (source.bands.count() === 1) return warpFrom(source, read);
  // gdalwarp of GDAL 3.6 cannot choose a band: a VRT holds the one that is wanted.
  return withVsimem('vrt', (name) => {
    gdal.vsimem.set(Buffer.from(bandVrt(read.path, read.bandIndex)), name);
    const oneBand = gdal.open(name, 'r', ['VRT']);
    try {
      return warpFrom(oneBand, read);
    } finally {
      oneBand.close();
    }
  });
}

function warpFrom<D extends Dtype>(source: Dataset, read: GridRead<D>): ArrayOf<D> {
  const { grid, dtype } = read;
  const target = gdal.open('warp', 'w', 'MEM', grid.width, grid.height, 1, gdalType(dtype));
  try {
    target.srs = spatialReference(grid.crs);
    target.geoTransform = [...grid.affine];
    const band = target.bands.get(1);
    band.noDataValue = read.nodata;
    band.fill(read.nodata);
    const args = ['-r', WARP_NAMES[read.resampling], '-dstnodata', String(read.nodata)];
    if (read.sourceNodata !== null) args.push('-srcnodata', String(read.sourceNodata));
    if (read.sourceCrs) args.push('-s_srs', read.sourceCrs);
    gdal.warp(null, target, [source], args);
    return readWindow(target, 1, { column: 0, row: 0, width: grid.width, height: grid.height }, dtype);
  } finally {
    target.close();
  }
}

/** GDAL's name of a data type. */
export function gdalType(dtype: Dtype): string {
  const names = { uint8: 'Byte', int16: 'Int16', uint16: 'UInt16', int32: 'Int32', uint32: 'UInt32', float32: 'Float32', float64: 'Float64' } as const;
  return names[dtype];
}
