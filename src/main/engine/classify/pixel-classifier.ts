import type { MapEncoding } from '../../../shared/legend/legend.ts';
import { COMPOSITE_NODATA, MAP_NODATA, OUTSIDE_CROPLAND } from '../../../shared/raster/nodata.ts';
import { fallBack, type FallbackTree } from '../../../shared/schemes/fallback.ts';
import { likeliestClass } from '../../../shared/stats/decision.ts';
import type { SeriesLayout } from '../features/feature.ts';
import type { PixelModel } from './pixel-model.ts';
import type { PixelBlock, PixelSource } from './pixel-source.ts';

const PERCENT = 100;

/** A classified window: one value per pixel in each plane. */
export interface ClassifiedPlanes {
  /** Class values, nodata and the code outside the mask as the encoding says. */
  readonly map: Uint8Array | Uint16Array;
  /** Probability of the class on the map in percent, 0…100; 254 outside the mask, 255 nodata. */
  readonly confidence: Uint8Array;
  /** Probability per class in percent, codes as in `confidence`. */
  readonly probabilities: readonly Uint8Array[];
}

/** What a window came to. */
export interface ClassifiedCounts {
  /** Pixels per class, in the order of the probabilities; parents that the map fell back to after them. */
  readonly byClass: number[];
  readonly outside: number;
  readonly nodata: number;
  /** Seconds spent on the numbers that the model takes (features, or an encoder), and on the model. */
  readonly seconds: { features: number; model: number };
}

/** All that is needed to turn series into classes. */
export interface ClassifierParts {
  readonly model: PixelModel;
  readonly source: PixelSource;
  readonly layout: SeriesLayout;
  /** Pixel value per class. */
  readonly values: readonly number[];
  /** How unsure classes give way to their parents; null where the likeliest class always stays. */
  readonly fallback: FallbackTree | null;
  readonly encoding: MapEncoding;
  /** Indexes of the bands whose values count as an observation; terrain and weather are everywhere. */
  readonly observedBands: readonly number[];
}

/** A window to be classified. */
export interface ClassifiedWindow {
  /** uint16 planes of the layout, [period][band][pixel], nodata 65 535. */
  readonly series: Uint16Array;
  readonly pixels: number;
  /** 1 per pixel to be classified; null for all. */
  readonly inside: Uint8Array | null;
  /** Degrees per pixel, for models that want a place. */
  readonly places: PixelBlock['places'];
  /** Told how far it is, 0…1; may throw to stop. */
  readonly onProgress?: (fraction: number) => void;
}

/** Classifies the pixels of windows: series → features or embeddings → probabilities → class. */
export class PixelClassifier {
  readonly #parts: ClassifierParts;
  readonly #planes: number;
  readonly #block: Uint16Array;
  readonly #features: Float32Array;
  readonly #probabilities: Float32Array;

  constructor(parts: ClassifierParts) {
    this.#parts = parts;
    this.#planes = parts.layout.bands.length * parts.layout.periods.length;
    this.#block = new Uint16Array(this.#planes * parts.source.blockPx);
    this.#features = new Float32Array(parts.source.columns * parts.source.blockPx);
    this.#probabilities = new Float32Array(parts.values.length * parts.source.blockPx);
  }

  /** What runs the model. */
  get runner(): PixelModel['runner'] {
    return this.#parts.model.runner;
  }

  async classify(window: ClassifiedWindow): Promise<{ readonly planes: ClassifiedPlanes; readonly counts: ClassifiedCounts }> {
    const { series, pixels, inside, onProgress } = window;
    const { blockPx } = this.#parts.source;
    const { encoding, values } = this.#parts;
    const map = encoding.dtype === 'uint8' ? new Uint8Array(pixels) : new Uint16Array(pixels);
    const planes: ClassifiedPlanes = { map: map.fill(encoding.nodata), confidence: filled(pixels), probabilities: values.map(() => filled(pixels)) };
    const counts: ClassifiedCounts = { byClass: (this.#parts.fallback?.values ?? values).map(() => 0), outside: 0, nodata: 0, seconds: { features: 0, model: 0 } };
    const chosen = this.#choose(series, pixels, inside, planes);
    for (let first = 0; first < chosen.length; first += blockPx) {
      const part = chosen.subarray(first, first + blockPx);
      await this.#classifyBlock(window, part, { planes, counts, onProgress: (fraction) => onProgress?.((first + fraction * part.length) / chosen.length) });
    }
    const outside = inside ? inside.reduce((sum, flag) => sum + (flag ? 0 : 1), 0) : 0;
    const classified = counts.byClass.reduce((sum, count) => sum + count, 0);
    return { planes, counts: { ...counts, outside, nodata: pixels - outside - classified } };
  }

  /** Pixels inside the mask with any observation; those outside get their code here. */
  #choose(series: Uint16Array, pixels: number, inside: Uint8Array | null, planes: ClassifiedPlanes): Int32Array {
    const seen = new Uint8Array(pixels);
    const { layout, observedBands } = this.#parts;
    for (let period = 0; period < layout.periods.length; period++) {
      for (const band of observedBands) {
        const base = (period * layout.bands.length + band) * pixels;
        for (let i = 0; i < pixels; i++) if (series[base + i] !== COMPOSITE_NODATA) seen[i] = 1;
      }
    }
    const chosen = new Int32Array(pixels);
    let count = 0;
    for (let i = 0; i < pixels; i++) {
      if (inside && !inside[i]) {
        planes.map[i] = this.#parts.encoding.outside;
        planes.confidence[i] = OUTSIDE_CROPLAND;
        for (const plane of planes.probabilities) plane[i] = OUTSIDE_CROPLAND;
      } else if (seen[i]) chosen[count++] = i;
    }
    return chosen.subarray(0, count);
  }

  async #classifyBlock({ series, pixels, places }: ClassifiedWindow, chosen: Int32Array, { planes, counts, onProgress }: BlockResults): Promise<void> {
    const { source, model } = this.#parts;
    const count = chosen.length;
    const startedAt = performance.now();
    for (let plane = 0; plane < this.#planes; plane++) {
      const from = plane * pixels;
      const to = plane * count;
      for (let i = 0; i < count; i++) this.#block[to + i] = series[from + (chosen[i] as number)] as number;
    }
    await source.fill({ series: this.#block.subarray(0, this.#planes * count), pixels: count, places: () => chosenPlaces(places(), chosen), onProgress }, this.#features);
    const featuresAt = performance.now();
    await model.run(this.#features, count, this.#probabilities);
    for (let i = 0; i < count; i++) if (this.#hasNumber(i)) this.#put(i, chosen[i] as number, planes, counts);
    counts.seconds.features += (featuresAt - startedAt) / 1000;
    counts.seconds.model += (performance.now() - featuresAt) / 1000;
  }

  /** False for a pixel of which nothing could be worked out: a tree would answer even then. */
  #hasNumber(row: number): boolean {
    const { columns } = this.#parts.source;
    for (let at = row * columns; at < (row + 1) * columns; at++) if (!Number.isNaN(this.#features[at])) return true;
    return false;
  }

  #put(row: number, pixel: number, planes: ClassifiedPlanes, counts: ClassifiedCounts): void {
    const { values } = this.#parts;
    const probabilities = this.#probabilities;
    const base = row * values.length;
    const best = likeliestClass(probabilities, row, values.length);
    // A network may give no number: the pixel stays without data.
    if (best < 0) return;
    const { fallback } = this.#parts;
    const { node, probability } = fallback ? fallBack(fallback, probabilities, row, values.length, best) : { node: best, probability: probabilities[base + best] as number };
    planes.map[pixel] = (fallback ?? this.#parts).values[node] as number;
    planes.confidence[pixel] = Math.round(probability * PERCENT);
    for (let c = 0; c < values.length; c++) (planes.probabilities[c] as Uint8Array)[pixel] = Math.round((probabilities[base + c] as number) * PERCENT);
    counts.byClass[node] = (counts.byClass[node] as number) + 1;
  }
}

/** Where a block's results go. */
interface BlockResults {
  readonly planes: ClassifiedPlanes;
  readonly counts: ClassifiedCounts;
  readonly onProgress: (fraction: number) => void;
}

function chosenPlaces({ longitude, latitude }: ReturnType<PixelBlock['places']>, chosen: Int32Array): ReturnType<PixelBlock['places']> {
  const of = (degrees: ArrayLike<number>): Float64Array => Float64Array.from(chosen, (pixel) => degrees[pixel] as number);
  return { longitude: of(longitude), latitude: of(latitude) };
}

function filled(pixels: number): Uint8Array {
  return new Uint8Array(pixels).fill(MAP_NODATA);
}
