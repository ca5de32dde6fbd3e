import { COMPOSITE_MAX, COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { medianOfBand } from '../reducers/median.ts';
import { countClear, type ObservationStack } from '../stack.ts';
import { type BandRule, type StackShape, type StackStore, strideOf } from './stack-store.ts';

/** The stack in plain TypeScript: what the WebAssembly one is proved against, and what runs where that cannot be loaded. */
export class PlainStore implements StackStore {
  readonly stride: number;
  readonly clear: Uint8Array;
  readonly #bands: number;
  readonly #pixels: number;
  readonly #values: Uint16Array;
  readonly #counts: Uint16Array;
  readonly #reduced: Uint16Array;

  constructor(shape: StackShape) {
    this.stride = strideOf(shape.pixels);
    this.#bands = shape.bands;
    this.#pixels = shape.pixels;
    this.#values = new Uint16Array(shape.observations * shape.bands * this.stride);
    this.#counts = new Uint16Array(this.stride);
    this.#reduced = new Uint16Array(shape.bands * this.stride);
    this.clear = new Uint8Array(shape.pixels);
  }

  plane(observation: number, band: number): Uint16Array {
    const start = (observation * this.#bands + band) * this.stride;
    return this.#values.subarray(start, start + this.#pixels);
  }

  settle(observation: number, rules: readonly BandRule[]): void {
    const planes = rules.map((_, band) => this.plane(observation, band));
    for (let pixel = 0; pixel < this.#pixels; pixel++) {
      const clear = this.clear[pixel] === 1 && rules.every(({ nodata }, band) => planes[band]?.[pixel] !== nodata);
      rules.forEach(({ add }, band) => {
        const plane = planes[band];
        if (plane) plane[pixel] = clear ? Math.min(COMPOSITE_MAX, Math.max(0, (plane[pixel] ?? 0) + add)) : COMPOSITE_NODATA;
      });
    }
  }

  count(observations: number): Uint16Array {
    countClear(this.view(observations), this.#counts);
    return this.#counts;
  }

  median(observations: number): Uint16Array {
    const stack = this.view(observations);
    for (let band = 0; band < this.#bands; band++) medianOfBand(stack, band, this.#reduced.subarray(band * this.stride, (band + 1) * this.stride));
    return this.#reduced;
  }

  view(observations: number): ObservationStack {
    return { values: this.#values.subarray(0, observations * this.#bands * this.stride), observations, bands: this.#bands, pixels: this.stride };
  }
}
