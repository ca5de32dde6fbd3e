import { type PixelWindow, sameGrid } from '../../../../shared/geo/grid.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import { detectResampledScl } from '../../mask/resampled-scl.ts';
import { maskRule } from '../../mask/preset.ts';
import { readWindow } from '../../gdal/read.ts';
import type { OpenFiles } from './open-files.ts';
import type { BandSource, QualitySource, SceneSource } from '../source.ts';

/** Side of a sample. */
const SAMPLE_PX = 512;
/** Above this a raster gets three samples, along its diagonal. */
const LARGE_PX = 2048;
/** Bands whose clear land is dark: reflectance of vegetation and soil stays far below 0.1 in some of it. */
const DARK_BANDS = ['B02', 'B03', 'B04', 'B05', 'B01'];
/** What Sentinel-2 adds to the stored values from processing baseline 04.00 on. */
const BOA_OFFSET = 1000;
const FEWEST_PIXELS = 2000;

/**
 * Looks at samples of a scene for what a reviewer must know: a scene classification that was resampled by interpolation,
 * and values that contradict the offset that the metadata states.
 * @param bands names of the scene's bands, in the order of `scene.bands`
 * @returns what was found
 */
export function inspectScene(files: OpenFiles, scene: SceneSource, bands: readonly string[]): Message[] {
  const warnings: Message[] = [];
  const { quality } = scene;
  if (quality?.kind === 'scl') {
    const samples = sampleWindows(quality.grid).map((window) => ({ data: readCodesAt(files, quality, window), width: window.width, height: window.height }));
    if (detectResampledScl(...samples).resampled) {
      warnings.push(message('SCENE_SCL_INTERPOLATED', { scene: scene.id }));
    }
  }
  const index = DARK_BANDS.map((band) => bands.indexOf(band)).find((found) => found >= 0);
  const dark = index === undefined ? undefined : scene.bands[index];
  const contradiction = dark ? offsetContradiction(files, scene, dark) : null;
  return contradiction ? [...warnings, contradiction] : warnings;
}

/** Compares the darkest clear pixels with the offset; only Sentinel-2's integers are judged. */
function offsetContradiction(files: OpenFiles, { id: scene, quality }: SceneSource, band: BandSource): Message | null {
  if (band.dtype !== 'uint16' || band.factor !== 1) return null;
  const histogram = clearHistogram(files, band, quality);
  const pixels = histogram.reduce((sum, count) => sum + count, 0);
  if (pixels < FEWEST_PIXELS) return null;
  const darkest = quantileOf(histogram, pixels / 100);
  const middle = quantileOf(histogram, pixels / 2);
  if (band.add === 0 && darkest >= BOA_OFFSET) {
    return message('SCENE_OFFSET_LEFT', { scene, darkest, offset: BOA_OFFSET });
  }
  if (band.add <= -BOA_OFFSET && middle < -band.add) {
    return message('SCENE_OFFSET_TAKEN', { scene, limit: -band.add, offset: band.add });
  }
  return null;
}

/** How often each stored value occurs among the clear pixels of the samples. */
function clearHistogram(files: OpenFiles, band: BandSource, quality: QualitySource | null): Uint32Array {
  const { clear } = maskRule('keep-4-7');
  const fits = quality?.kind === 'scl' && sameGrid(quality.grid, band.grid) ? quality : null;
  const histogram = new Uint32Array(65_536);
  for (const window of sampleWindows(band.grid)) {
    const values = readWindow(files.get(band), band.bandIndex, window, 'uint16');
    const codes = fits ? readCodesAt(files, fits, window) : null;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      if (value === 0 || value === band.nodata || (codes && clear[codes[i] ?? 0] !== 1)) continue;
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
  }
  return histogram;
}

/** The value below which `rank` pixels lie. */
function quantileOf(histogram: Uint32Array, rank: number): number {
  let below = 0;
  for (let value = 0; value < histogram.length; value++) {
    below += histogram[value] ?? 0;
    if (below > rank) return value;
  }
  return histogram.length - 1;
}

function readCodesAt(files: OpenFiles, quality: QualitySource, window: PixelWindow): Uint8Array {
  return readWindow(files.get(quality), quality.bandIndex, window, 'uint8');
}

/**
 * The whole of a small raster; of a larger one a square around the middle and of a whole tile some more, along the blocks
 * of 512 pixels that most files have, so that little is decoded.
 */
function sampleWindows({ width, height }: { readonly width: number; readonly height: number }): PixelWindow[] {
  if (width <= SAMPLE_PX && height <= SAMPLE_PX) return [{ column: 0, row: 0, width, height }];
  const places = Math.max(width, height) > LARGE_PX ? [1 / 4, 1 / 2, 3 / 4] : [1 / 2];
  return places.map((share) => {
    const column = Math.floor((width * share) / SAMPLE_PX) * SAMPLE_PX;
    const row = Math.floor((height * share) / SAMPLE_PX) * SAMPLE_PX;
    return { column, row, width: Math.min(SAMPLE_PX, width - column), height: Math.min(SAMPLE_PX, height - row) };
  });
}
