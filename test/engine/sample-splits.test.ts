import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitSpecSchema, type SplitSide } from '../../src/shared/contract/sample-split.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import { assignSides, splitTable } from '../../src/main/engine/samples/splits/split-table.ts';
import { nothingSaid, type SampleTable } from '../../src/main/engine/samples/table.ts';
import { madeSamples } from './made-samples.ts';

interface Golden {
  readonly classes: string[];
  readonly lon: number[];
  readonly lat: number[];
  readonly bins: string[];
  readonly majority: Record<string, string>;
  readonly sizes: Record<string, { bins: number; test: number; validation: number; train: number }>;
  readonly stratified: { train: Record<string, number>; validation: Record<string, number>; test: Record<string, number>; left_out: string[] };
}
const golden = JSON.parse(readFileSync(new URL('../golden/hygiene/splits.json', import.meta.url), 'utf8')) as Golden;
const UTM = 'EPSG:32631';
const spec = (given: unknown): ReturnType<typeof splitSpecSchema.parse> => splitSpecSchema.parse(given);

function places(): SampleTable {
  const rows = golden.classes.length;
  return {
    rows,
    layout: { bands: ['B04'], periods: [{ start: '2022-01-01', end: '2022-12-31' }] },
    ids: golden.classes.map((_, row) => `s${row}`),
    classes: golden.classes,
    groups: golden.classes.map((_, row) => `s${row}`),
    splits: golden.classes.map(() => 'train'),
    x: Float64Array.from(golden.lon),
    y: Float64Array.from(golden.lat),
    series: new Uint16Array(rows),
    ...nothingSaid(rows),
  };
}

function sidesByGroup(groups: readonly string[], sides: readonly SplitSide[]): Map<string, Set<SplitSide>> {
  const found = new Map<string, Set<SplitSide>>();
  groups.forEach((group, row) => found.set(group, (found.get(group) ?? new Set<SplitSide>()).add(sides[row] ?? null)));
  return found;
}

describe('a split by blocks', () => {
  const table = madeSamples({ parcels: 300, perParcel: 3, classes: ['wheat', 'maize', 'beet'] });

  it('keeps every square and every parcel on one side, near the share for each class', () => {
    const { sides, groups } = assignSides(table, UTM, spec({ by: 'blocks', sizeM: 5000, testShare: 0.3 }));
    for (const sets of sidesByGroup(groups, sides).values()) expect(sets.size).toBe(1);
    for (const sets of sidesByGroup(table.groups, sides).values()) expect(sets.size).toBe(1);
    for (const code of ['wheat', 'maize', 'beet']) {
      const of = sides.filter((_, row) => table.classes[row] === code);
      expect(of.filter((side) => side === 'test').length / of.length).toBeCloseTo(0.3, 1);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const by = (seed: number): readonly SplitSide[] => assignSides(table, UTM, spec({ by: 'blocks', sizeM: 5000, seed })).sides;
    expect(by(1)).toEqual(by(1));
    expect(by(1)).not.toEqual(by(2));
  });

  it('is refused where one block holds everything', () => {
    expect(() => assignSides(table, UTM, spec({ by: 'blocks', sizeM: 2_000_000 }))).toThrow(expect.objectContaining({ code: 'SPLIT_IMPOSSIBLE' }));
  });
});

describe('a split by what samples have in common', () => {
  const table = madeSamples({ parcels: 120, perParcel: 2, classes: ['wheat', 'maize'] });

  it('holds out the values that are named: an unseen year', () => {
    const split = splitTable(table, UTM, spec({ by: 'attribute', attribute: 'year', test: ['2021'] }));
    expect(split.splits.map((side) => side === 'test')).toEqual((table.attributes.get('year') ?? []).map((year) => year === '2021'));
    // One year is left to train on: folds and early stopping keep its parcels together instead.
    expect(split.groups).toEqual(table.groups);
  });

  it('draws whole parcels, known by attribute or by the ids of samples', () => {
    const { groups, sides } = assignSides(table, UTM, spec({ by: 'attribute', attribute: 'parcel' }));
    expect(groups.slice(0, 4)).toEqual(['p0', 'p0', 'p1', 'p1']);
    for (const sets of sidesByGroup(groups, sides).values()) expect(sets.size).toBe(1);
  });

  it('says which values there are, or that none is known', () => {
    expect(() => splitTable(table, UTM, spec({ by: 'attribute', attribute: 'region', test: ['north'] }))).toThrow(expect.objectContaining({ code: 'SPLIT_IMPOSSIBLE', action: 'Choose among east, west.' }));
    expect(() => splitTable(table, UTM, spec({ by: 'attribute', attribute: 'country' }))).toThrow(/no sample says its country/);
  });
});

describe('WorldCereal’s split by bins', () => {
  it('has numpy’s bins and, per commonest class, its sizes', () => {
    const { sides, groups } = assignSides(places(), 'EPSG:4326', spec({ by: 'bins' }));
    expect(groups).toEqual(golden.bins);
    const sideOf = new Map(groups.map((bin, row) => [bin, sides[row] ?? null]));
    for (const [code, size] of Object.entries(golden.sizes)) {
      const of = Object.keys(golden.majority).filter((bin) => golden.majority[bin] === code).map((bin) => sideOf.get(bin) ?? '');
      const counts = countBy(of);
      expect({ bins: of.length, test: counts.get('test'), validation: counts.get('validation') ?? 0, train: counts.get('train') ?? 0 }).toEqual(size);
    }
  });

  it('works on metres, through degrees', () => {
    const { groups } = assignSides(madeSamples({ parcels: 60, perParcel: 1, classes: ['a', 'b'] }), UTM, spec({ by: 'bins' }));
    expect(groups.every((bin) => /^56\d:73\d$/.test(bin))).toBe(true);
  });
});

describe('the stratified 70/15/15', () => {
  it('has scikit-learn’s sizes to one row per class, and leaves out classes of fewer than ten', () => {
    const table = places();
    const { sides } = assignSides(table, 'EPSG:4326', spec({ by: 'stratified' }));
    for (const side of ['train', 'validation', 'test'] as const) {
      const counts = countBy(table.classes.filter((_, row) => sides[row] === side));
      for (const [code, count] of Object.entries(golden.stratified[side])) expect(Math.abs((counts.get(code) ?? 0) - count)).toBeLessThanOrEqual(1);
    }
    expect([...new Set(table.classes.filter((_, row) => sides[row] === null))]).toEqual(golden.stratified.left_out);
    expect(splitTable(table, 'EPSG:4326', spec({ by: 'stratified' })).rows).toBe(sides.filter((side) => side !== null).length);
  });
});

describe('the column', () => {
  it('keeps the sides that the samples came with', () => {
    const table = madeSamples({ parcels: 20, perParcel: 1, classes: ['a', 'b'] });
    expect(splitTable(table, UTM, spec({ by: 'column' }))).toBe(table);
  });
});
