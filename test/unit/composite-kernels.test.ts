import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernel, KERNELS } from '../../build/kernels.mjs';
import { PlainStore } from '../../src/main/engine/composite/kernels/plain-store.ts';
import type { BandRule, StackStore } from '../../src/main/engine/composite/kernels/stack-store.ts';
import { WasmStore } from '../../src/main/engine/composite/kernels/wasm-store.ts';

interface Golden {
  readonly observations: number;
  readonly bands: number;
  readonly pixels: number;
  readonly values: number[];
  readonly expected: Readonly<Record<string, number[]>>;
}

const golden = JSON.parse(readFileSync(new URL('../golden/composite/reducers.json', import.meta.url), 'utf8')) as Golden[];

/** Numbers that look random and are the same everywhere (Lehmer, 48 271 mod 2³¹ − 1). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

function fill(store: StackStore, observations: number, bands: number, rules: readonly BandRule[]): void {
  const next = sequence(observations * 1000 + bands);
  for (let observation = 0; observation < observations; observation++) {
    for (let band = 0; band < bands; band++) {
      const plane = store.plane(observation, band);
      // A fifth of the values are the nodata of the first band, others lie at both ends of the range.
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = next() % 5 === 0 ? 0 : next() % 7 === 0 ? 65_535 - (next() % 3) : next() % 65_536;
    }
    for (let pixel = 0; pixel < store.clear.length; pixel++) store.clear[pixel] = next() % 3 === 0 ? 0 : 1;
    store.settle(observation, rules);
  }
}

const only = (values: Uint16Array, stride: number, pixels: number): number[] => [...values].filter((_, i) => i % stride < pixels);

describe('the kernel of composites', () => {
  it('is the one that its source compiles to', async () => {
    for (const { source, target } of KERNELS) {
      expect(Buffer.from(await compileKernel(source)).equals(readFileSync(new URL(`../../${target}`, import.meta.url)))).toBe(true);
    }
  });

  for (const [name, Store] of [
    ['WebAssembly', WasmStore],
    ['plain', PlainStore],
  ] as const) {
    it(`gives numpy’s medians bit for bit: ${name}`, () => {
      for (const { observations, bands, pixels, values, expected } of golden) {
        const store = new Store({ observations, bands, pixels });
        for (let plane = 0; plane < observations * bands; plane++) {
          store.plane(Math.floor(plane / bands), plane % bands).set(values.slice(plane * pixels, (plane + 1) * pixels));
        }
        expect(only(store.median(observations), store.stride, pixels), `${observations} observations`).toEqual(expected['median']);
        expect(only(store.count(observations), store.stride, pixels)).toEqual(expected['count']);
      }
    });
  }

  for (const observations of [1, 2, 3, 5, 6, 9, 16, 31, 72]) {
    it(`does the same in WebAssembly as in plain code: ${observations} observations`, () => {
      const rules = [
        { nodata: 0, add: -1000 },
        { nodata: null, add: 0 },
        { nodata: 65_535, add: 40 },
      ];
      const shape = { observations, bands: rules.length, pixels: 203 };
      const [wasm, plain] = [new WasmStore(shape), new PlainStore(shape)];
      fill(wasm, observations, rules.length, rules);
      fill(plain, observations, rules.length, rules);
      expect(only(wasm.view(observations).values, wasm.stride, shape.pixels)).toEqual(only(plain.view(observations).values, plain.stride, shape.pixels));
      expect(only(wasm.median(observations), wasm.stride, shape.pixels)).toEqual(only(plain.median(observations), plain.stride, shape.pixels));
      expect(only(wasm.count(observations), wasm.stride, shape.pixels)).toEqual(only(plain.count(observations), plain.stride, shape.pixels));
    });
  }
});
