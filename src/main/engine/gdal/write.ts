import type { Dataset } from 'gdal-async';
import type { Grid, PixelWindow } from '../../../shared/geo/grid.ts';
import { bytesOf, type Dtype, type TypedArray } from '../../../shared/raster/dtype.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { spatialReference } from './crs.ts';
import { gdal } from './gdal.ts';
import { rasterWriteError } from './errors.ts';
import { gdalType } from './read.ts';
import { requireSpace } from './space.ts';

/** Room that a compressed file is asked for beforehand; how small its pixels become is not known yet. */
export const LEAST_COMPRESSED_BYTES = 1 << 20;

/** Planes of a raster to be written: one array of grid.width × grid.height values per band. */
export interface Planes {
  readonly dtype: Dtype;
  readonly planes: readonly TypedArray[];
  readonly nodata: number | null;
}

export interface GeotiffOptions {
  /** `fast`: no compression, for scratch files; `deflate`: with the predictor of the data type. Default `deflate`. */
  readonly compression?: 'fast' | 'deflate';
  /** Side of the internal tiles; default 256. Strips where the raster is narrower. */
  readonly tile?: number;
}

/**
 * Writes a tiled GeoTIFF under a temporary name and renames it. The bytes depend on the arguments only.
 * For files that others read use {@link assembleCog}: it also carries band names, palettes and overviews.
 * @throws DISK_FULL, WRITE_FAILED
 */
export async function writeGeotiff(path: string, grid: Grid, raster: Planes, options: GeotiffOptions = {}): Promise<void> {
  const whole: PixelWindow = { column: 0, row: 0, width: grid.width, height: grid.height };
  const { dtype, nodata, planes } = raster;
  await writeGeotiffBlocks(path, grid, { dtype, nodata, bands: planes.length, windows: [whole], block: (index) => planes[index] ?? new Uint8Array() }, options);
}

/** A raster that is made piece by piece, so that no more than one piece is in memory. */
export interface Blocks {
  readonly dtype: Dtype;
  readonly nodata: number | null;
  readonly bands: number;
  /** Pieces of each band; together they cover the grid. */
  readonly windows: readonly PixelWindow[];
  /** Values of one piece; `band` counts from 0. All pieces of a band are asked before the next band. */
  block(band: number, window: PixelWindow): TypedArray;
}

/** Writes a raster as {@link writeGeotiff} does, piece by piece. @throws DISK_FULL, WRITE_FAILED, and what `block` throws */
export async function writeGeotiffBlocks(path: string, grid: Grid, raster: Blocks, options: GeotiffOptions = {}): Promise<void> {
  const { compression = 'deflate', tile = 256 } = options;
  const predictor = raster.dtype.startsWith('float') ? 3 : 2;
  const creation = compression === 'fast' ? [] : ['COMPRESS=DEFLATE', `PREDICTOR=${predictor}`, 'ZLEVEL=6'];
  if (grid.width >= tile && grid.height >= tile) creation.push('TILED=YES', `BLOCKXSIZE=${tile}`, `BLOCKYSIZE=${tile}`);
  creation.push('INTERLEAVE=BAND', 'BIGTIFF=IF_SAFER', 'SPARSE_OK=FALSE');
  const bytes = grid.width * grid.height * raster.bands * bytesOf(raster.dtype);
  requireSpace(path, compression === 'fast' ? bytes : Math.min(bytes, LEAST_COMPRESSED_BYTES));
  await replaceAtomically(path, async (temporary) => {
    await Promise.resolve();
    writing(path, () => {
      const dataset = gdal.open(temporary, 'w', 'GTiff', grid.width, grid.height, raster.bands, gdalType(raster.dtype), creation);
      try {
        dataset.srs = spatialReference(grid.crs);
        dataset.geoTransform = [...grid.affine];
        // A GeoTIFF has one nodata value for all its bands: set once, before the pixels, or GDAL writes the directory twice.
        if (raster.nodata !== null) dataset.bands.get(1).noDataValue = raster.nodata;
        for (let band = 0; band < raster.bands; band++) for (const window of raster.windows) writeBlock(dataset, band, window, raster.block(band, window));
        dataset.flush();
      } finally {
        dataset.close();
      }
    });
  });
}

function writeBlock(dataset: Dataset, band: number, window: PixelWindow, values: TypedArray): void {
  dataset.bands.get(band + 1).pixels.write(window.column, window.row, window.width, window.height, values as Uint16Array);
}

/** Runs GDAL writing and turns its failures into typed errors about `path`. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    throw rasterWriteError(path, cause);
  }
}
