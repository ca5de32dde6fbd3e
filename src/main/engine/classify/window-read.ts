import { type PixelWindow, windowGrid } from '../../../shared/geo/grid.ts';
import { withRaster } from '../gdal/open.ts';
import { readOnGrid, readWindow } from '../gdal/read.ts';
import type { MapRecipe } from './window.rpc.ts';

/** Value of pixels that a cropland mask does not cover: none of its own. */
const NOT_COVERED = -1;

/**
 * Reads the series of a window from the files of its periods.
 * @returns uint16 planes [period][band][pixel], nodata 65 535
 * @throws AppError RASTER_UNREADABLE, FILE_NOT_FOUND
 */
export function readSeries(recipe: MapRecipe, window: PixelWindow): Uint16Array {
  const pixels = window.width * window.height;
  const series = new Uint16Array(recipe.periods.length * recipe.bandIndexes.length * pixels);
  recipe.periods.forEach(({ path }, period) => {
    withRaster(path, (dataset) => {
      recipe.bandIndexes.forEach((bandIndex, band) => {
        series.set(readWindow(dataset, bandIndex, window, 'uint16'), (period * recipe.bandIndexes.length + band) * pixels);
      });
    });
  });
  return series;
}

/** 1 per pixel of the window inside the cropland mask; null where there is no mask. */
export function readCropland(recipe: MapRecipe, window: PixelWindow): Uint8Array | null {
  if (!recipe.cropland) return null;
  const values = new Set(recipe.cropland.values);
  const mask = readOnGrid({
    path: recipe.cropland.path,
    bandIndex: 1,
    grid: windowGrid(recipe.grid, window),
    resampling: 'nearest',
    dtype: 'int32',
    sourceNodata: null,
    nodata: NOT_COVERED,
  });
  return Uint8Array.from(mask, (value) => (values.has(value) ? 1 : 0));
}
