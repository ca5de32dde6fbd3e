import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nearestRows } from '../../src/main/engine/hygiene/neighbours.ts';
import { neuronClasses } from '../../src/main/engine/hygiene/som-posterior.ts';
import { sideFor, trainSom } from '../../src/main/engine/hygiene/som.ts';
import { rowsWithValues, seriesVectors, type SeriesVectors } from '../../src/main/engine/hygiene/vectors.ts';
import { madeSamples } from './made-samples.ts';

interface Golden {
  readonly rows: number;
  readonly columns: number;
  readonly side: number;
  readonly epochs: number;
  readonly seed: number;
  readonly radius: number;
  readonly k: number;
  readonly values: (number | null)[][];
  readonly labels: string[];
  readonly batch: number[][];
  readonly sequential: number[][];
  readonly neuronOf: number[];
  readonly posteriors: Record<string, [number, number]>[];
  readonly nearest: { rows: number[]; distances: number[] }[];
  readonly complete: { rows: number[]; distances: number[] }[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/hygiene/som.json', import.meta.url), 'utf8')) as Golden;
const { rows, columns, side, epochs, seed } = golden;
const vectors: SeriesVectors = {
  rows, columns,
  values: Float32Array.from(golden.values.flat(), (value) => value ?? 0),
  present: Float32Array.from(golden.values.flat(), (value) => (value === null ? 0 : 1)),
};

function furthest(got: ArrayLike<number>, wanted: readonly number[]): number {
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (got[i] ?? NaN))), 0);
}

describe('the self-organising map', () => {
  it('learns numpy’s neurons in batches and gives every sample the same one', () => {
    const map = trainSom(vectors, { side, epochs, seed, mode: 'batch' });
    expect(furthest(map.codes, golden.batch.flat())).toBeLessThan(1e-9);
    expect([...map.neuronOf]).toEqual(golden.neuronOf);
  });

  it('learns numpy’s neurons one sample after the other', () => {
    const map = trainSom(vectors, { side, epochs, seed, mode: 'sequential' });
    expect(furthest(map.codes, golden.sequential.flat())).toBeLessThan(1e-9);
  });

  it('gives numpy’s prior and posterior of every class in every neuron', () => {
    const found = neuronClasses({ side, codes: new Float64Array(), neuronOf: Int32Array.from(golden.neuronOf) }, golden.labels, golden.radius);
    expect(found.map((own) => own.map(({ code }) => code).toSorted())).toEqual(golden.posteriors.map((own) => Object.keys(own).toSorted()));
    for (const [neuron, own] of found.entries()) {
      for (const { code, prior, posterior } of own) {
        expect(prior).toBeCloseTo(golden.posteriors[neuron]?.[code]?.[0] ?? NaN, 12);
        expect(posterior).toBeCloseTo(golden.posteriors[neuron]?.[code]?.[1] ?? NaN, 12);
      }
    }
  });

  it('has a size that leaves ten samples to a neuron', () => {
    expect([20, 300, 3000, 24_684, 1_000_000].map(sideFor)).toEqual([2, 5, 16, 25, 25]);
  });
});

describe('nearest neighbours', () => {
  it('are those of scikit-learn, with missing values and without', () => {
    const all = rowsWithValues(vectors);
    expect(all).toHaveLength(rows - 1);
    const nobody = (): boolean => false;
    for (const row of all) {
      const found = nearestRows(vectors, row, all, golden.k, nobody);
      expect(found.rows).toEqual(golden.nearest[row]?.rows);
      expect(furthest(found.distances, golden.nearest[row]?.distances ?? [])).toBeLessThan(1e-6);
    }
    const whole: SeriesVectors = { ...vectors, present: null };
    const everyone = Array.from({ length: rows }, (_, row) => row);
    golden.complete.forEach(({ distances }, i) => {
      const found = nearestRows(whole, i < 50 ? i : i + 1, everyone, golden.k, nobody);
      expect(furthest(found.distances, distances)).toBeLessThan(1e-5);
    });
  });

  it('leave out who is to be left out', () => {
    const all = rowsWithValues(vectors);
    const first = nearestRows(vectors, 3, all, 1, () => false).rows[0] ?? -1;
    expect(nearestRows(vectors, 3, all, 1, (other) => other === first).rows[0]).toBe(golden.nearest[3]?.rows[1]);
  });
});

describe('series as vectors', () => {
  it('are standardised band by band, and know what is missing', () => {
    const table = madeSamples({ parcels: 40, perParcel: 1, classes: ['a', 'b'] });
    table.series[5] = 65_535;
    const made = seriesVectors(table);
    expect(made.present?.reduce((sum, value) => sum + value, 0)).toBe(40 * 12 - 1);
    const red = Array.from(made.values).filter((_, i) => i % 2 === 0 && made.present?.[i] === 1);
    const mean = red.reduce((sum, value) => sum + value, 0) / red.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(red.reduce((sum, value) => sum + (value - mean) ** 2, 0) / red.length).toBeCloseTo(1, 4);
  });
});
