import { growTo, loadKernel, WASM_PAGE } from '../../mask/kernels/load-kernel.ts';
import type { ObservationStack } from '../stack.ts';
import { type BandRule, type StackShape, type StackStore, strideOf } from './stack-store.ts';

/** What `median.as.ts` exports. Addresses and sizes in bytes unless it says pixels. */
interface MedianModule {
  readonly memory: WebAssembly.Memory;
  settle(base: number, bands: number, pixels: number, clear: number, rules: number): void;
  count(base: number, step: number, observations: number, pixels: number, out: number): void;
  network(n: number, into: number): number;
  median(base: number, step: number, observations: number, pixels: number, out: number, pairs: number, pairCount: number, rows: number): void;
}

const ROW_BYTES = 128;

let shared: MedianModule | null | undefined;

/** The module, or null where it cannot run. Its memory only grows, so one instance serves the whole process: one store at a time. */
function medianModule(): MedianModule | null {
  if (shared === undefined) shared = loadKernel<MedianModule>('median');
  return shared;
}

/** True where the kernel can run: it needs WebAssembly with SIMD. */
export function hasWasmKernel(): boolean {
  return medianModule() !== null;
}

function instance(): MedianModule {
  const module = medianModule();
  if (!module) throw new Error('this Node has no WebAssembly SIMD');
  return module;
}

/** The stack inside WebAssembly memory, with SIMD kernels. A later store in the same process overwrites an earlier one. */
export class WasmStore implements StackStore {
  readonly stride: number;
  readonly clear: Uint8Array;
  readonly #module = instance();
  readonly #shape: StackShape;
  readonly #at: Addresses;

  constructor(shape: StackShape) {
    this.#shape = shape;
    this.stride = strideOf(shape.pixels);
    this.#at = addresses(shape, this.stride);
    growTo(this.#module.memory, this.#at.end);
    this.clear = new Uint8Array(this.#module.memory.buffer, this.#at.clear, shape.pixels);
  }

  plane(observation: number, band: number): Uint16Array {
    const at = this.#at.values + (observation * this.#shape.bands + band) * this.stride * 2;
    return new Uint16Array(this.#module.memory.buffer, at, this.#shape.pixels);
  }

  settle(observation: number, rules: readonly BandRule[]): void {
    const table = new Int32Array(this.#module.memory.buffer, this.#at.rules, rules.length * 3);
    rules.forEach(({ nodata, add }, band) => table.set([nodata ?? -1, Math.max(0, -add), Math.max(0, add)], band * 3));
    const base = this.#at.values + observation * this.#step;
    this.#module.settle(base, this.#shape.bands, this.stride, this.#at.clear, this.#at.rules);
  }

  count(observations: number): Uint16Array {
    this.#module.count(this.#at.values, this.#step, observations, this.stride, this.#at.counts);
    return new Uint16Array(this.#module.memory.buffer, this.#at.counts, this.stride);
  }

  median(observations: number): Uint16Array {
    const pairs = this.#module.network(observations, this.#at.pairs);
    for (let band = 0; band < this.#shape.bands; band++) {
      const plane = band * this.stride * 2;
      this.#module.median(this.#at.values + plane, this.#step, observations, this.stride, this.#at.reduced + plane, this.#at.pairs, pairs, this.#at.rows);
    }
    return new Uint16Array(this.#module.memory.buffer, this.#at.reduced, this.#shape.bands * this.stride);
  }

  view(observations: number): ObservationStack {
    const { bands } = this.#shape;
    const values = new Uint16Array(this.#module.memory.buffer, this.#at.values, observations * bands * this.stride);
    return { values, observations, bands, pixels: this.stride };
  }

  /** Bytes from one observation to the next. */
  get #step(): number {
    return this.#shape.bands * this.stride * 2;
  }
}

interface Addresses {
  readonly clear: number;
  readonly rules: number;
  readonly counts: number;
  readonly reduced: number;
  readonly pairs: number;
  readonly rows: number;
  readonly values: number;
  readonly end: number;
}

/** Where everything lies in memory; the first page belongs to the module. */
function addresses({ observations, bands }: StackShape, stride: number): Addresses {
  let next = WASM_PAGE;
  const take = (bytes: number): number => {
    const at = next;
    next += (bytes + 15) & ~15;
    return at;
  };
  const levels = Math.ceil(Math.log2(Math.max(2, observations)));
  return {
    clear: take(stride),
    rules: take(bands * 12),
    counts: take(stride * 2),
    reduced: take(bands * stride * 2),
    // Merge exchange has at most n · t · (t + 1) / 2 comparators for t = ⌈log₂ n⌉.
    pairs: take(observations * levels * (levels + 1) * 4),
    rows: take(observations * ROW_BYTES),
    values: take(observations * bands * stride * 2),
    get end() {
      return next;
    },
  };
}
