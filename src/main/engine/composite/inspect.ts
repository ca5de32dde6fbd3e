import { type PixelWindow } from '../../../shared/geo/grid.ts';
import { detectResampledScl } from '../mask/resampled-scl.ts';
import { maskRule } from '../mask/preset.ts';
import { readWindow } from '../gdal/read.ts';
import type { OpenFiles } from './open-files.ts';
import { alignedOrigin, type BandSource, type QualitySource, type SceneSource } from './source.ts';

/** Side of a sample, and how many a large raster gets along each side. */
const SAMPLE_PX = 320;
const SAMPLES_PER_SIDE = 2;
/** Bands whose clear land is dark: reflectance of vegetation and soil stays far below 0.1 in some of it. */
const DARK_BANDS = ['B02', 'B03', 'B04', 'B05', 'B01'];
/** What Sentinel-2 adds to the stored values from processing baseline 04.00 on. */
const BOA_OFFSET = 1000;
const FEWEST_PIXELS = 2000;

/**
 * Looks at samples of a scene for what a reviewer must know: a scene classification that was resampled by interpolation,
 * and values that contradict the offset that the metadata states.
 * @param bands names of the scene's bands, in the order of `scene.bands`
 * @returns sentences
 */
export function inspectScene(files: OpenFiles, scene: SceneSource, bands: readonly string[]): string[] {
  const warnings: string[] = [];
  const { quality } = scene;
  if (quality?.kind === 'scl') {
    const samples = sampleWindows(quality.grid).map((window) => ({ data: readCodesAt(files, quality, window), width: window.width, height: window.height }));
    if (detectResampledScl(...samples).resampled) {
      warnings.push(`${scene.id}: its scene classification was resampled by interpolation, so that rims carry classes that were never seen; masks are wrong there`);
    }
  }
  const index = DARK_BANDS.map((band) => bands.indexOf(band)).find((found) => found >= 0);
  const dark = index === undefined ? undefined : scene.bands[index];
  const contradiction = dark ? offsetContradiction(files, dark, quality) : null;
  return contradiction ? [...warnings, `${scene.id}: ${contradiction}`] : warnings;
}

/** Compares the darkest clear pixels with the offset; only Sentinel-2's integers are judged. */
function offsetContradiction(files: OpenFiles, band: BandSource, quality: QualitySource | null): string | null {
  if (band.dtype !== 'uint16' || band.factor !== 1) return null;
  const values = clearValues(files, band, quality).sort();
  if (values.length < FEWEST_PIXELS) return null;
  const darkest = values[Math.floor(values.length / 100)] ?? 0;
  const middle = values[values.length >> 1] ?? 0;
  if (band.add === 0 && darkest >= BOA_OFFSET) {
    return `its stored values start at ${darkest} although no offset is stated, as if an offset of −${BOA_OFFSET} was still in them; import it again with --boa-offset -${BOA_OFFSET} if so`;
  }
  if (band.add <= -BOA_OFFSET && middle < -band.add) {
    return `half of its stored values lie below ${-band.add} although an offset of ${band.add} is stated, as if it had been taken off before; import it again with --boa-offset 0 if so`;
  }
  return null;
}

function clearValues(files: OpenFiles, band: BandSource, quality: QualitySource | null): Uint16Array {
  const { clear } = maskRule('keep-4-7');
  const usesCodes = quality?.kind === 'scl' && alignedOrigin(quality.grid, band.grid) !== null;
  const found: Uint16Array[] = sampleWindows(band.grid).map((window) => {
    const values = readWindow(files.get(band.path), band.bandIndex, window, 'uint16');
    const codes = usesCodes && quality && quality.grid.width === band.grid.width && quality.grid.height === band.grid.height ? readCodesAt(files, quality, window) : null;
    return values.filter((value, i) => value !== band.nodata && value !== 0 && (!codes || clear[codes[i] ?? 0] === 1));
  });
  const all = new Uint16Array(found.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of found) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function readCodesAt(files: OpenFiles, quality: QualitySource, window: PixelWindow): Uint8Array {
  return readWindow(files.get(quality.path), quality.bandIndex, window, 'uint8');
}

/** The whole of a small raster, else a few squares spread over it. */
function sampleWindows({ width, height }: { readonly width: number; readonly height: number }): PixelWindow[] {
  if (width <= 2 * SAMPLE_PX && height <= 2 * SAMPLE_PX) return [{ column: 0, row: 0, width, height }];
  const size = { width: Math.min(width, SAMPLE_PX), height: Math.min(height, SAMPLE_PX) };
  const windows: PixelWindow[] = [];
  for (let i = 0; i < SAMPLES_PER_SIDE; i++) {
    for (let j = 0; j < SAMPLES_PER_SIDE; j++) {
      windows.push({
        column: Math.floor(((width - size.width) * (2 * j + 1)) / (2 * SAMPLES_PER_SIDE)),
        row: Math.floor(((height - size.height) * (2 * i + 1)) / (2 * SAMPLES_PER_SIDE)),
        ...size,
      });
    }
  }
  return windows;
}
