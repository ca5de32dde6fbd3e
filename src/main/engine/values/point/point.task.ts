import type { Dataset } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Failure } from '../../../../shared/contract/values.ts';
import { windowGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { readBand, readCodes, widenedGrid } from '../../composite/observe/read-band.ts';
import { applyRule } from '../../composite/observe/read-observation.ts';
import type { SceneSource } from '../../composite/source.ts';
import { rasterError } from '../../gdal/open.ts';
import { readWindow } from '../../gdal/read.ts';
import { clearPixels, maskMargin, type MaskSettings } from '../../mask/clear.ts';
import { maskRule } from '../../mask/preset.ts';
import { implementTask, type TaskContext } from '../../pool/rpc.ts';
import { failureOf } from './failure.ts';
import { openRasters as rasters } from '../open-rasters.ts';
import { type Pixel, pixelAt, type Place } from '../place.ts';
import { type ObservationRead, type ObservationsRead, type PixelRead, type RasterRead, readPointTask } from './point.rpc.ts';

/** A mask that reaches farther is told by the pixel's own code: a square of codes per date would make a click slow. */
const FARTHEST_MASK_PX = 64;

/** See {@link readPointTask}. */
export const readPointImplementation = implementTask(readPointTask, async ({ rasters: reads, observations, ...place }, context) => {
  await Promise.resolve();
  return {
    rasters: reads.map((read) => told(() => readPixel(read, place))),
    observations: observations ? readObservations(observations, place, context) : [],
  };
});

function readPixel(read: RasterRead, place: Place): PixelRead {
  const { path, driver, grid, bands } = read;
  const pixel = pixelAt(grid, place);
  if (!pixel) return { state: 'outside' };
  const dataset = rasters.get({ path, driver });
  const { x: width, y: height } = dataset.rasterSize;
  if (width !== grid.width || height !== grid.height) throw appError('GRID_MISMATCH', { file: path, other: 'its record' });
  return { state: 'read', ...pixel, values: bands.map((band) => storedValue(dataset, path, band, pixel)) };
}

function storedValue(dataset: Dataset, path: string, band: number, { column, row }: Pixel): number | null {
  try {
    const value = readWindow(dataset, band, { column, row, width: 1, height: 1 }, 'float64')[0] ?? NaN;
    return Number.isFinite(value) ? value : null;
  } catch (cause) {
    throw rasterError(path, cause);
  }
}

function readObservations(read: ObservationsRead, place: Place, context: TaskContext): ObservationRead[] {
  const pixel = pixelAt(read.grid, place);
  if (!pixel) return [];
  const mask: MaskSettings = { rule: maskRule(read.mask.setting), erodeM: read.mask.erodeM, dilateM: read.mask.dilateM, pixelM: read.pixelM };
  return read.scenes.map((scene, done) => {
    context.signal.throwIfAborted();
    context.progress(done / read.scenes.length);
    return told(() => readObservation(read, scene, mask, pixel));
  });
}

function readObservation(read: ObservationsRead, scene: SceneSource, mask: MaskSettings, pixel: Pixel): ObservationRead {
  const window = { ...pixel, width: 1, height: 1 };
  const target = windowGrid(read.grid, window);
  const one = new Uint16Array(1);
  const values = scene.bands.map((band) => {
    applyRule(one, readBand(rasters, band, target, read.resampling, one));
    return one[0] === COMPOSITE_NODATA ? null : (one[0] ?? null);
  });
  if (!scene.quality || mask.rule.method === 'none') {
    const code = scene.quality ? (readCodes(rasters, scene.quality, target)[0] ?? null) : null;
    return { state: 'read', values, code, clear: true, maskedBy: 'none' };
  }
  const wanted = maskMargin(mask);
  const margin = wanted <= FARTHEST_MASK_PX ? wanted : 0;
  const wide = widenedGrid(read.grid, window, margin);
  const codes = readCodes(rasters, scene.quality, wide);
  const centre = margin * wide.width + margin;
  const code = codes[centre] ?? 0;
  const clear = margin === wanted ? clearPixels({ data: codes, width: wide.width, height: wide.height }, mask)[centre] : mask.rule.clear[code];
  return { state: 'read', values, code, clear: clear === 1, maskedBy: margin === wanted ? 'exact' : 'class' };
}

/** The result of `read`, or its failure as a result: one unreadable file must not hide the others. */
function told<T>(read: () => T): T | { readonly state: 'failed'; readonly failure: Failure } {
  try {
    return read();
  } catch (thrown) {
    return { state: 'failed', failure: failureOf(thrown) };
  }
}
