import { readFile } from 'node:fs/promises';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../../shared/raster/quantity.ts';
import type { EmbeddingCard } from '../../../../shared/records/learning.ts';
import type { SeriesLayout } from '../../features/feature.ts';
import { type OnnxSession, openSession, type OutputTensor } from '../../onnx/session.ts';
import { PRESTO_TENSORS } from './encoder-graph.ts';
import { type Pooling, poolAll, poolSteps } from './pooling.ts';
import { forNdvi, groupByTokens, isMissing, type PixelGroup, planeOf, type StoredSeries } from './token-patterns.ts';
import { type BandScaling, bandScaling, NDVI_VALUE, NEAR_INFRARED_VALUE, normalised, PRESTO_BANDS, RED_VALUE, VALUES } from './tokens.ts';

/** Pixels of one run: few enough for the activations to stay in the cache of one core, where it is fastest by measurement. */
const BATCH = 16;

/** What to give per pixel: one embedding, one per timestep, or the cropland head's answer. */
export type PrestoOutput = 'embedding' | 'steps' | 'logit' | 'probability';

/** Series to embed; see docs/architecture.md, “Series layout”. */
export interface PrestoSeries {
  readonly series: Uint16Array;
  /** Another series of the same layout that NDVI is worked out from, to tell what NDVI alone does; the same where it is absent. */
  readonly ndvi?: Uint16Array;
  readonly pixels: number;
  readonly layout: SeriesLayout;
  /** Degrees per pixel. */
  readonly longitude: ArrayLike<number>;
  readonly latitude: ArrayLike<number>;
}

export interface EmbedOptions {
  readonly output: PrestoOutput;
  /** Told after every batch, 0…1; may throw to stop. */
  readonly onProgress?: (fraction: number) => void;
}

/** The embeddings of some pixels. */
export interface Embedded {
  /** float32, row-major: [pixels, 128], [pixels, steps, 128] or [pixels]. */
  readonly values: Float32Array;
  /** Pixels without any value. */
  readonly empty: number;
  /** Different sets of tokens among the others. */
  readonly patterns: number;
}

/** A loaded Presto encoder: one single-threaded session. The workers are the parallelism. */
export class PrestoEncoder implements AsyncDisposable {
  readonly #session: OnnxSession;
  readonly #card: EmbeddingCard;
  /** By position in {@link PRESTO_BANDS}; null for a band that is not to be used. */
  readonly #scalings: readonly (BandScaling | null)[];

  private constructor(session: OnnxSession, card: EmbeddingCard, scalings: readonly (BandScaling | null)[]) {
    this.#session = session;
    this.#card = card;
    this.#scalings = scalings;
  }

  /**
   * Loads an encoder that Furrow converted.
   * @param bands the bands of the model's card, which say how stored numbers become physical ones
   * @throws AppError MODEL_UNUSABLE, FILE_NOT_FOUND
   */
  static async open(path: string, card: EmbeddingCard, bands: readonly BandQuantity[]): Promise<PrestoEncoder> {
    return PrestoEncoder.fromBytes(await readFile(path), card, bands, path);
  }

  /** The same from the bytes of the file. */
  static async fromBytes(model: Uint8Array, card: EmbeddingCard, bands: readonly BandQuantity[], name = 'model.onnx'): Promise<PrestoEncoder> {
    const session = await openSession(model, { name });
    const scalings = PRESTO_BANDS.map((band) => {
      const quantity = bands.find((candidate) => candidate.band === band);
      return quantity ? bandScaling(band, quantity) : null;
    });
    return new PrestoEncoder(session, card, scalings);
  }

  /** Numbers per pixel of an output. */
  sizeOf(output: PrestoOutput, steps: number): number {
    if (output === 'embedding') return this.#card.dimensions;
    return output === 'steps' ? steps * this.#card.dimensions : 1;
  }

  /**
   * Embeds every pixel. Pixels that have the same tokens share batches; each comes out as it would alone. A pixel without
   * any value is NaN, a timestep without any token is zeros.
   * @throws AppError MODEL_INPUT for more timesteps than the model has positions or a head that it has not
   */
  async embed(input: PrestoSeries, { output, onProgress }: EmbedOptions): Promise<Embedded> {
    const stored = this.#storedSeries(input, output);
    const months = BigInt64Array.from(input.layout.periods, ({ start }) => BigInt(Number(start.slice(5, 7)) - 1));
    const size = this.sizeOf(output, stored.steps);
    const out = new Float32Array(input.pixels * size).fill(NaN);
    let done = 0;
    const groups = groupByTokens(stored, this.#card.ndvi);
    for (const group of groups) {
      const feeds = feedsOf(group, output === 'steps' ? poolSteps(group, stored.steps) : poolAll(group));
      for (let from = 0; from < group.pixels.length; from += BATCH) {
        const pixels = group.pixels.slice(from, from + BATCH);
        const result = await this.#session.run({ ...feeds.tensors, ...this.#batchFeeds(stored, input, pixels), months: { data: months, shape: [1, stored.steps] } });
        this.#keep(result, feeds.pooling, { pixels, out, size, output });
        done += pixels.length;
        onProgress?.(done / input.pixels);
      }
    }
    return { values: out, empty: input.pixels - done, patterns: groups.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  #storedSeries({ series, ndvi, pixels, layout }: PrestoSeries, output: PrestoOutput): StoredSeries {
    const steps = layout.periods.length;
    const refuse = (needed: string, has: string): Error => appError('MODEL_INPUT', { model: 'Presto', needed, given: 'the series', has });
    if (steps > this.#card.maxSteps) throw refuse(`at most ${this.#card.maxSteps} periods`, `${steps}`);
    if ((output === 'logit' || output === 'probability') && !this.#card.hasCroplandHead) throw refuse('a checkpoint with the cropland head for that output', 'none');
    return { series, ...(ndvi ? { ndvi } : {}), pixels, steps, bands: layout.bands.length, bandAt: PRESTO_BANDS.map((band, i) => (this.#scalings[i] ? layout.bands.indexOf(band) : -1)) };
  }

  #batchFeeds(stored: StoredSeries, { latitude, longitude }: PrestoSeries, pixels: readonly number[]): Parameters<OnnxSession['run']>[0] {
    const values = new Float32Array(pixels.length * stored.steps * VALUES);
    const latlon = new Float32Array(pixels.length * 2);
    pixels.forEach((pixel, row) => {
      latlon[row * 2] = latitude[pixel] ?? NaN;
      latlon[row * 2 + 1] = longitude[pixel] ?? NaN;
    });
    for (let step = 0; step < stored.steps; step++) this.#normalise(stored, step, pixels, values);
    return {
      [PRESTO_TENSORS.values]: { data: values, shape: [pixels.length, stored.steps, VALUES] },
      [PRESTO_TENSORS.latlon]: { data: latlon, shape: [pixels.length, 2] },
    };
  }

  /** Fills a step of `values`; what is missing stays 0. */
  #normalise(stored: StoredSeries, step: number, pixels: readonly number[], values: Float32Array): void {
    this.#scalings.forEach((scaling, band) => {
      const plane = planeOf(stored, step, band);
      if (!plane || !scaling) return;
      pixels.forEach((pixel, row) => {
        const number = plane[pixel] as number;
        if (!isMissing(number, band)) values[(row * stored.steps + step) * VALUES + band] = normalised(number, scaling);
      });
    });
    const [red, infrared] = [planeOf(forNdvi(stored), step, RED_VALUE), planeOf(forNdvi(stored), step, NEAR_INFRARED_VALUE)];
    pixels.forEach((pixel, row) => {
      if (!red || !infrared || isMissing(red[pixel] as number, RED_VALUE) || isMissing(infrared[pixel] as number, NEAR_INFRARED_VALUE)) return;
      const at = (row * stored.steps + step) * VALUES;
      const [r, n] = [values[at + RED_VALUE] as number, values[at + NEAR_INFRARED_VALUE] as number];
      values[at + NDVI_VALUE] = n + r > 0 ? (n - r) / (n + r) : 0;
    });
  }

  /** Copies the answers of a batch to the pixels' places. */
  #keep(result: Record<string, OutputTensor>, pooling: Pooling, { pixels, out, size, output }: { readonly pixels: readonly number[]; readonly out: Float32Array; readonly size: number; readonly output: PrestoOutput }): void {
    const isHead = output === 'logit' || output === 'probability';
    const data = result[isHead ? PRESTO_TENSORS.logit : PRESTO_TENSORS.embedding]?.data;
    if (!(data instanceof Float32Array) || data.length !== pixels.length * size) throw appError('MODEL_UNUSABLE', { file: 'model.onnx', problem: 'its outputs are not those of a Presto encoder' });
    pixels.forEach((pixel, row) => {
      const answer = data.subarray(row * size, (row + 1) * size);
      for (const empty of pooling.emptyRows) answer.fill(0, empty * this.#card.dimensions, (empty + 1) * this.#card.dimensions);
      out.set(output === 'probability' ? answer.map((logit) => 1 / (1 + Math.exp(-logit))) : answer, pixel * size);
    });
  }
}

/** What all batches of a pattern share. */
function feedsOf(group: PixelGroup, pooling: Pooling): { readonly tensors: Parameters<OnnxSession['run']>[0]; readonly pooling: Pooling } {
  const tokens = group.groups.length;
  return {
    pooling,
    tensors: {
      [PRESTO_TENSORS.groups]: { data: BigInt64Array.from(group.groups, BigInt), shape: [tokens] },
      [PRESTO_TENSORS.steps]: { data: BigInt64Array.from(group.steps, BigInt), shape: [tokens] },
      [PRESTO_TENSORS.pool]: { data: pooling.weights, shape: [pooling.rows, tokens + 1] },
    },
  };
}
