import type { Affine } from '../../../shared/geo/affine.ts';
import { gridBounds, type Grid, pixelSize } from '../../../shared/geo/grid.ts';
import { arrayOf } from '../../../shared/raster/dtype.ts';
import { COMPOSITE_MAX, COMPOSITE_NODATA, REFLECTANCE_SCALE } from '../../../shared/raster/nodata.ts';
import type { BandSource } from '../composite/source.ts';
import { writeCog } from '../gdal/cog.ts';
import { openPixels, rasterError } from '../gdal/open.ts';
import { readOnGrid } from '../gdal/read.ts';
import { implementTask } from '../pool/rpc.ts';
import { scenePreviewTask } from './preview.rpc.ts';

/** See {@link scenePreviewTask}. */
export const scenePreviewImplementation = implementTask(scenePreviewTask, async ({ target, title, names, bands, maxSide }, context) => {
  const grid = reducedGrid(bands.map((band) => band.grid), maxSide);
  const planes = bands.map((band, done) => {
    context.signal.throwIfAborted();
    context.progress(done / (bands.length + 1));
    return reflectance(band, reducedPlane(band, grid));
  });
  const cogBands = names.map((description) => ({ dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description, scale: 1 / REFLECTANCE_SCALE, offset: 0 }));
  await writeCog(target, grid, planes, cogBands, { overviews: 'average', level: 1, metadata: { SCENE: title } });
  return { width: grid.width, height: grid.height };
});

/** The finest of the grids with its pixels made larger by a whole number, so that neither side is longer than `maxSide`. */
function reducedGrid(grids: readonly Grid[], maxSide: number): Grid {
  const finest = grids.reduce((a, b) => (pixelSize(b) < pixelSize(a) ? b : a));
  const factor = Math.max(1, Math.ceil(Math.max(finest.width, finest.height) / maxSide));
  const width = Math.ceil(finest.width / factor);
  const height = Math.ceil(finest.height / factor);
  const [a, b, c, d, e, f] = finest.affine;
  const [across, down] = [finest.width / width, finest.height / height];
  const affine: Affine = [a, b * across, c * down, d, e * across, f * down];
  return { crs: finest.crs, affine, width, height };
}

/** Stored values of a band on the reduced grid, averaged from its nearest overview; warped where the band lies elsewhere. */
function reducedPlane(band: BandSource, grid: Grid): ArrayLike<number> {
  const { path, bandIndex, dtype } = band;
  if (!sameArea(band.grid, grid)) {
    const nodata = band.nodata ?? COMPOSITE_NODATA;
    return readOnGrid({ path, bandIndex, grid, resampling: 'average', dtype, sourceNodata: band.nodata, nodata, sourceCrs: band.grid.crs });
  }
  const dataset = openPixels(path, band.driver === 'COG' ? 'GTiff' : band.driver);
  try {
    const { x: width, y: height } = dataset.rasterSize;
    const into = arrayOf(dtype, grid.width * grid.height);
    const options = { buffer_width: grid.width, buffer_height: grid.height, resampling: 'Average' };
    dataset.bands.get(bandIndex).pixels.read(0, 0, width, height, into as Uint16Array, options);
    return into;
  } catch (cause) {
    throw rasterError(path, cause);
  } finally {
    dataset.close();
  }
}

function sameArea(a: Grid, b: Grid): boolean {
  const other = gridBounds(b);
  return a.crs === b.crs && gridBounds(a).every((value, i) => Math.abs(value - (other[i] ?? NaN)) < pixelSize(a) / 10);
}

/** Reflectance × 10 000 of stored values. */
function reflectance({ nodata, factor, add }: BandSource, stored: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(stored, (value) => (value === nodata || Number.isNaN(value) ? COMPOSITE_NODATA : Math.min(COMPOSITE_MAX, Math.max(0, Math.round(value * factor + add)))));
}
