import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Grid, PixelWindow } from '../../../shared/geo/grid.ts';
import { bytesOf, type Dtype, type TypedArray } from '../../../shared/raster/dtype.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { gdal } from './gdal.ts';
import { requireSpace } from './space.ts';
import { type VrtBand, vrtXml, withVsimem } from './vrt.ts';
import { LEAST_COMPRESSED_BYTES, writeGeotiff, writing } from './write.ts';

/** A file that holds the bands of one window. */
export interface WindowFile {
  readonly path: string;
  readonly window: PixelWindow;
}

/** A band of a COG: everything but where its pixels come from. */
export type CogBand = Omit<VrtBand, 'sources'> & {
  /** 1-based band of the window files. */
  readonly from: number;
};

export interface CogOptions {
  /** Overviews: `average` for quantities, `mode` or `nearest` for categories. */
  readonly overviews: 'average' | 'mode' | 'nearest';
  readonly compression?: 'DEFLATE' | 'ZSTD';
  /** 1…9 for DEFLATE, 1…22 for ZSTD. */
  readonly level?: number;
  readonly blockPx?: number;
  /** Data set metadata, such as the period's dates. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Threads for compression. */
  readonly threads?: number;
  /**
   * Window files of each overview, finest first, each half the size of the one before, rounded up; their windows count in
   * pixels of that overview. Without them GDAL makes the overviews, which takes longer than all the rest.
   */
  readonly levels?: readonly (readonly WindowFile[])[];
}

/**
 * Assembles one valid Cloud Optimized GeoTIFF from the files of its windows, with band names, scales, palette, class
 * names and attribute table. Windows that are missing stay nodata.
 * @param path absolute; written aside and renamed. An attribute table lies in `path.aux.xml`.
 * @throws DISK_FULL, WRITE_FAILED, RASTER_UNREADABLE
 */
export async function assembleCog(path: string, grid: Grid, windows: readonly WindowFile[], bands: readonly CogBand[], options: CogOptions): Promise<void> {
  const bytes = grid.width * grid.height * bands.reduce((sum, band) => sum + bytesOf(band.dtype), 0);
  requireSpace(path, Math.min(bytes, LEAST_COMPRESSED_BYTES));
  await replaceAtomically(path, async (temporary) => {
    await Promise.resolve();
    withOverviews(grid, bands, options.levels ?? [], (overviews) => {
      const xml = vrtXml(grid, carriedBands(bands, windows, overviews), options.metadata);
      withVsimem('vrt', (name) => {
        gdal.vsimem.set(Buffer.from(xml), name);
        translateToCog(path, temporary, name, bands[0]?.dtype ?? 'uint16', options);
      });
    });
    const sidecar = `${temporary}.aux.xml`;
    if (existsSync(sidecar)) renameSync(sidecar, `${path}.aux.xml`);
  });
}

function carriedBands(bands: readonly CogBand[], windows: readonly WindowFile[], overviews: readonly string[]): VrtBand[] {
  return bands.map(({ from, ...band }, index) => ({
    ...band,
    sources: windows.map((file) => ({ path: file.path, bandIndex: from, from: { column: 0, row: 0, width: file.window.width, height: file.window.height }, to: file.window })),
    overviews: overviews.map((path) => ({ path, bandIndex: index + 1 })),
  }));
}

/** Gives `use` the names of VRTs of the overviews. */
function withOverviews(grid: Grid, bands: readonly CogBand[], levels: readonly (readonly WindowFile[])[], use: (names: readonly string[]) => void, made: readonly string[] = []): void {
  const [files, ...coarser] = levels;
  if (!files) {
    use(made);
    return;
  }
  const factor = 2 ** (made.length + 1);
  const [a, b, c, d, e, f] = grid.affine;
  const level: Grid = { crs: grid.crs, affine: [a, b * factor, c * factor, d, e * factor, f * factor], width: Math.ceil(grid.width / factor), height: Math.ceil(grid.height / factor) };
  withVsimem('vrt', (name) => {
    gdal.vsimem.set(Buffer.from(vrtXml(level, carriedBands(bands, files, []))), name);
    withOverviews(grid, bands, coarser, use, [...made, name]);
  });
}

function translateToCog(path: string, temporary: string, vrt: string, dtype: Dtype, options: CogOptions): void {
  const { compression = 'DEFLATE', level = 6, blockPx = 512, threads = 1 } = options;
  writing(path, () => {
    const source = gdal.open(vrt, 'r', ['VRT']);
    try {
      const creation = [
        `COMPRESS=${compression}`,
        `LEVEL=${level}`,
        `PREDICTOR=${dtype.startsWith('float') ? 'FLOATING_POINT' : dtype === 'uint8' ? 'NO' : 'STANDARD'}`,
        `BLOCKSIZE=${blockPx}`,
        `OVERVIEW_RESAMPLING=${options.overviews.toUpperCase()}`,
        `OVERVIEWS=${options.levels ? 'FORCE_USE_EXISTING' : 'AUTO'}`,
        `NUM_THREADS=${threads}`,
        'BIGTIFF=IF_SAFER',
      ];
      gdal.translate(temporary, source, ['-of', 'COG', ...creation.flatMap((option) => ['-co', option])]).close();
    } finally {
      source.close();
    }
  });
}

/**
 * Writes planes in memory as one COG; for rasters of a few windows' size (imports, small areas).
 * @param bands one per plane; `from` is ignored and follows the planes' order
 */
export async function writeCog(path: string, grid: Grid, planes: readonly TypedArray[], bands: readonly Omit<CogBand, 'from'>[], options: CogOptions): Promise<void> {
  const scratch = `${path}.planes.tif`;
  const dtype = bands[0]?.dtype ?? 'uint16';
  try {
    await writeGeotiff(scratch, grid, { dtype, planes, nodata: null }, { compression: 'fast' });
    const window = { column: 0, row: 0, width: grid.width, height: grid.height };
    await assembleCog(path, grid, [{ path: scratch, window }], bands.map((band, i) => ({ ...band, from: i + 1 })), options);
  } finally {
    rmSync(scratch, { force: true });
  }
}
