import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REDUCERS, reducerOf } from '../../src/main/engine/composite/reducers/registry.ts';
import { countClear, type ObservationStack } from '../../src/main/engine/composite/stack.ts';

interface Golden {
  readonly observations: number;
  readonly bands: number;
  readonly pixels: number;
  readonly values: number[];
  readonly expected: Readonly<Record<string, number[]>>;
}

const golden = JSON.parse(readFileSync(new URL('../golden/composite/reducers.json', import.meta.url), 'utf8')) as Golden[];
const CASES = [
  { name: 'median', id: 'median', percentile: 0 },
  { name: 'mean', id: 'mean', percentile: 0 },
  { name: 'percentile25', id: 'percentile', percentile: 25 },
  { name: 'percentile90', id: 'percentile', percentile: 90 },
  { name: 'medoid', id: 'medoid', percentile: 0 },
  { name: 'maxNdvi', id: 'max-ndvi', percentile: 0 },
];

function stackOf(example: Golden): ObservationStack {
  return { values: Uint16Array.from(example.values), observations: example.observations, bands: example.bands, pixels: example.pixels };
}

describe('reducing a period', () => {
  for (const { name, id, percentile } of CASES) {
    it(`gives numpy’s numbers: ${name}`, () => {
      for (const example of golden) {
        const stack = stackOf(example);
        const out = new Uint16Array(stack.bands * stack.pixels);
        reducerOf(id).reduce(stack, out, { bands: ['B03', 'B04', 'B08'], percentile });
        expect([...out], `${example.observations} observations`).toEqual(example.expected[name]);
      }
    });
  }

  it('counts the clear observations', () => {
    for (const example of golden) {
      const counts = new Uint16Array(example.pixels);
      countClear(stackOf(example), counts);
      expect([...counts]).toEqual(example.expected['count']);
    }
  });

  it('leaves a pixel that is never clear at nodata, whatever the reducer', () => {
    const stack = { values: new Uint16Array(3 * 2 * 4).fill(65_535), observations: 3, bands: 2, pixels: 4 };
    for (const reducer of REDUCERS) {
      const out = new Uint16Array(8);
      reducer.reduce(stack, out, { bands: ['B04', 'B08'], percentile: 50 });
      expect([...out], reducer.id).toEqual(new Array(8).fill(65_535));
    }
  });

  it('has no reducer of another name', () => {
    expect(() => reducerOf('mode')).toThrow('there is no reducer “mode”');
  });
});
