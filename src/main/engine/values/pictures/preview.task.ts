import { invert, toMap } from '../../../../shared/geo/affine.ts';
import { type Grid, type PixelWindow } from '../../../../shared/geo/grid.ts';
import { arrayOf } from '../../../../shared/raster/dtype.ts';
import { COMPOSITE_MAX, COMPOSITE_NODATA, REFLECTANCE_SCALE } from '../../../../shared/raster/nodata.ts';
import type { BandSource } from '../../composite/source.ts';
import { writeCog } from '../../gdal/cog.ts';
import { openPixels, rasterError } from '../../gdal/open.ts';
import { readOnGrid } from '../../gdal/read.ts';
import { implementTask } from '../../pool/rpc.ts';
import { scenePreviewTask } from './preview.rpc.ts';

/** See {@link scenePreviewTask}. */
export const scenePreviewImplementation = implementTask(scenePreviewTask, async ({ target, title, names, bands, grid }, context) => {
  const planes = bands.map((band, done) => {
    context.signal.throwIfAborted();
    context.progress(done / (bands.length + 1));
    return reflectance(band, planeOn(band, grid));
  });
  const cogBands = names.map((description) => ({ dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description, scale: 1 / REFLECTANCE_SCALE, offset: 0 }));
  await writeCog(target, grid, planes, cogBands, { overviews: 'average', level: 1, metadata: { SCENE: title } });
  return { width: grid.width, height: grid.height };
});

/** Stored values of a band on the grid, averaged from its nearest overview; warped where its pixels lie elsewhere. */
function planeOn(band: BandSource, grid: Grid): ArrayLike<number> {
  const { path, bandIndex, dtype } = band;
  const window = coveredWindow(band.grid, grid);
  if (!window) {
    const nodata = band.nodata ?? COMPOSITE_NODATA;
    return readOnGrid({ path, bandIndex, grid, resampling: 'average', dtype, sourceNodata: band.nodata, nodata, sourceCrs: band.grid.crs });
  }
  const dataset = openPixels(path, band.driver === 'COG' ? 'GTiff' : band.driver);
  try {
    const into = arrayOf(dtype, grid.width * grid.height);
    const isFiner = window.width < grid.width || window.height < grid.height;
    const options = { buffer_width: grid.width, buffer_height: grid.height, resampling: isFiner ? 'NearestNeighbor' : 'Average' };
    dataset.bands.get(bandIndex).pixels.read(window.column, window.row, window.width, window.height, into as Uint16Array, options);
    return into;
  } catch (cause) {
    throw rasterError(path, cause);
  } finally {
    dataset.close();
  }
}

/** Pixels further from a whole number than this are not the same pixels. */
const HAIR = 1e-3;

/** The pixels of `source` that cover exactly the ground of `target`; null where there are none, or not all lie inside. */
function coveredWindow(source: Grid, target: Grid): PixelWindow | null {
  if (source.crs !== target.crs) return null;
  const [a, b, c, d, e, f] = target.affine;
  if (c !== 0 || e !== 0 || source.affine[2] !== 0 || source.affine[4] !== 0) return null;
  const back = invert(source.affine);
  const corners = [toMap(back, a, d), toMap(back, a + target.width * b, d + target.height * f)];
  const [left = NaN, top = NaN, right = NaN, bottom = NaN] = corners.flat().map((value) => (Math.abs(value - Math.round(value)) < HAIR ? Math.round(value) : NaN));
  const isInside = left >= 0 && top >= 0 && right <= source.width && bottom <= source.height && right > left && bottom > top;
  return isInside ? { column: left, row: top, width: right - left, height: bottom - top } : null;
}

/** Reflectance × 10 000 of stored values. */
function reflectance({ nodata, factor, add }: BandSource, stored: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(stored, (value) => (value === nodata || Number.isNaN(value) ? COMPOSITE_NODATA : Math.min(COMPOSITE_MAX, Math.max(0, Math.round(value * factor + add)))));
}
