import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSamples } from '../../src/main/engine/samples/description/describe.ts';
import { rejectedSamplesImplementation, samplePointsImplementation, sampleProfilesImplementation } from '../../src/main/engine/samples/description/describe.task.ts';
import { writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { qualityWeight } from '../../src/main/engine/samples/extractions/quality-weight.ts';
import { RejectionLog, writeRejected } from '../../src/main/engine/samples/rejection-log.ts';
import { nothingSaid, type SampleAttribute, type SampleTable } from '../../src/main/engine/samples/table.ts';
import { rowsWithoutWeakTest } from '../../src/main/engine/samples/weak-test.ts';
import type { SampleDescription, SampleProfiles } from '../../src/shared/contract/samples.ts';
import { type BandQuantity, reflectanceQuantity } from '../../src/shared/raster/quantity.ts';

/** Made by test/golden/samples/describe.py with numpy, which says what the table is. */
const golden = JSON.parse(readFileSync(new URL('../golden/samples/describe.json', import.meta.url), 'utf8')) as {
  bands: SampleDescription['bands'];
  profiles: Record<string, Record<string, SampleProfiles['classes'][number]['series'][number]>>;
};
const ROWS = 150;
const BANDS = ['B04', 'B08', 'VV'];
const quantities: BandQuantity[] = [reflectanceQuantity('B04'), reflectanceQuantity('B08'), { band: 'VV', quantity: 'sigma0', unit: 'dB = 20·log10(DN) − 83', scale: 1, offset: 0, nodata: 65_535 }];
const context = { signal: new AbortController().signal, progress: () => undefined };
const rows = Array.from({ length: ROWS }, (_, row) => row);

function made(): SampleTable {
  const periods = ['01', '02', '03'].map((month) => ({ start: `2022-${month}-01`, end: `2022-${month}-28` }));
  const stored = (row: number, plane: number) => ((row + plane) % 11 === 0 || (plane >= 6 && row % 3 === 2) ? 65_535 : ((row * 37 + plane * 101 + row * plane) % 4000) + 500);
  return {
    rows: ROWS,
    layout: { bands: BANDS, periods },
    ids: rows.map((row) => `s${row}`),
    classes: rows.map((row) => 'abc'[row % 3] ?? ''),
    groups: rows.map(String),
    splits: rows.map((row) => (row % 4 === 0 ? 'test' : 'train')),
    x: Float64Array.from(rows, (row) => 3 + row / 1000),
    y: new Float64Array(ROWS).fill(50),
    series: Uint16Array.from({ length: ROWS * 9 }, (_, i) => stored(i % ROWS, Math.floor(i / ROWS))),
    weights: Float64Array.from(rows, (row) => (row < 3 ? 0 : 0.5)),
    attributes: new Map<SampleAttribute, (string | null)[]>([['year', rows.map((row) => (row < 100 ? '2021' : '2022'))], ['country', rows.map((row) => (row % 2 === 0 ? 'FRA' : null))], ['valid_time', rows.map((row) => (row === 7 ? '2020-01-02' : '2022-06-01'))]]),
  };
}

let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-describe-'));
  path = join(folder, 'samples.parquet');
  await writeSamples(path, made());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (request: Partial<Parameters<typeof sampleProfilesImplementation.run>[0]>) =>
  sampleProfilesImplementation.run({ path, bands: quantities, classes: null, quantities: null, quantiles: [0.1, 0.25, 0.5, 0.75, 0.9], examples: 0, seed: 1, split: null, ...request }, context);

describe('what a sample set is made of', () => {
  it('counts classes, splits, weights and what is known of the rows', () => {
    const found = describeSamples(made(), quantities);
    expect(found.classes).toEqual(['a', 'b', 'c'].map((code, i) => ({ code, rows: 50, share: 1 / 3, train: [37, 37, 38][i], test: [13, 13, 12][i], weight: 24.5 })));
    expect(found.by.map(({ name, values }) => [name, values.map(({ value, rows: count }) => [value, count])])).toEqual([['year', [['2021', 100], ['2022', 50]]], ['country', [['FRA', 75], ['not known', 75]]]]);
    expect(found.by[0]?.values[0]?.byClass).toEqual({ a: 34, b: 33, c: 33 });
    expect(found.weights).toEqual({ min: 0, median: 0.5, max: 0.5, zero: 3 });
    expect(found.labels).toEqual({ first: '2020-01-02', last: '2022-06-01' });
  });

  it('gives statistics of the bands as numpy does, radar in dB', () => {
    for (const [i, band] of describeSamples(made(), quantities).bands.entries()) {
      const { unit, ...numbers } = band;
      expect(unit).toBe(['1', '1', 'dB'][i]);
      for (const [name, value] of Object.entries(golden.bands[i] ?? {})) {
        if (typeof value === 'number') expect(numbers[name as keyof typeof numbers], `${band.band} ${name}`).toBeCloseTo(value, 9);
      }
    }
  });
});

describe('curves of the classes', () => {
  it('agree with numpy in every period, also where a class has nothing', async () => {
    const found = await ask({ quantities: ['NDVI', 'VV'] });
    expect(found.quantities).toEqual([{ name: 'NDVI', unit: '' }, { name: 'VV', unit: 'dB' }]);
    for (const { code, samples, series } of found.classes) {
      expect(samples).toBe(50);
      found.quantities.forEach(({ name }, q) => {
        golden.profiles[code]?.[name]?.forEach((expected, period) => {
          const got = series[q]?.[period];
          expect(got?.n).toBe(expected.n);
          expect(got?.quantiles === null).toBe(expected.quantiles === null);
          if (expected.mean !== null) expect(got?.mean).toBeCloseTo(expected.mean, 9);
          expected.quantiles?.forEach((value, i) => expect(got?.quantiles?.[i]).toBeCloseTo(value, 9));
        });
      });
    }
    expect(found.classes[2]?.series[0]?.[2]).toEqual({ n: 0, mean: null, quantiles: null });
  });

  it('draw the same single samples for a seed, of one side of the split where asked', async () => {
    const [one, again, other] = [await ask({ examples: 5 }), await ask({ examples: 5, classes: ['a', 'b', 'c'] }), await ask({ examples: 5, seed: 2 })];
    const ids = (found: SampleProfiles) => found.classes.map(({ examples }) => examples.map(({ id }) => id));
    expect(ids(again)).toEqual(ids(one));
    expect(ids(other)).not.toEqual(ids(one));
    expect(ids(one).every((list) => new Set(list).size === 5)).toBe(true);
    const test = await ask({ examples: 500, split: 'test' });
    expect(test.classes.map(({ samples }) => samples)).toEqual([13, 13, 12]);
    expect(ids(test).flat().every((id) => Number(id.slice(1)) % 4 === 0)).toBe(true);
  });

  it('refuse what the bands do not allow', async () => {
    await expect(ask({ quantities: ['NDMI'] })).rejects.toMatchObject({ code: 'FEATURE_UNAVAILABLE' });
    await expect(ask({ quantities: ['GREENNESS'] })).rejects.toMatchObject({ code: 'FEATURE_UNKNOWN' });
    expect((await ask({ quantities: null })).quantities).toEqual([{ name: 'NDVI', unit: '' }]);
  });

  it('know a class that has no samples', async () => {
    expect((await ask({ classes: ['hops'] })).classes).toEqual([{ code: 'hops', samples: 0, series: [Array.from({ length: 3 }, () => ({ n: 0, mean: null, quantiles: null }))], examples: [] }]);
  });

  it('are formed anew when the file changes', async () => {
    const changed = join(folder, 'changed.parquet');
    await writeSamples(changed, made());
    const before = await ask({ path: changed });
    await writeSamples(changed, { ...made(), classes: rows.map(() => 'a') });
    expect([before.classes.length, (await ask({ path: changed })).classes.length]).toEqual([3, 1]);
  });
});

describe('lists of samples', () => {
  it('give places in degrees with class and split', async () => {
    const found = await samplePointsImplementation.run({ path, crs: 'EPSG:4326', limit: 10 }, context);
    expect([found.rows, found.points.length, found.classes]).toEqual([150, 10, ['a', 'b', 'c']]);
    expect(found.points[1]).toEqual({ id: 's15', lon: 3.015, lat: 50, class: 0, test: false });
  });

  it('give the rejected by reason, and their counts alone where there is no list', async () => {
    const log = new RejectionLog();
    log.add('has, a comma', 'a "quoted" one');
    log.add('late', 'b');
    log.addUnlisted('class a has more than 2 samples', 'c');
    await writeRejected(path, log.rows());
    const request = { path, counts: log.list(), reason: null, offset: 0, limit: 10 };
    const found = await rejectedSamplesImplementation.run(request, context);
    expect(found.rows).toEqual([{ id: 'a "quoted" one', reason: 'has, a comma' }, { id: 'b', reason: 'late' }]);
    expect(found.byReason).toHaveLength(3);
    expect(await rejectedSamplesImplementation.run({ ...request, reason: 'late' }, context)).toMatchObject({ total: 1, rows: [{ id: 'b' }] });
    writeFileSync(join(folder, 'old.parquet'), '');
    expect(await rejectedSamplesImplementation.run({ ...request, path: join(folder, 'old.parquet') }, context)).toMatchObject({ complete: false, total: 3 });
  });
});

describe('weights by quality', () => {
  const sample = { dataset: '2022_FRA_LPIS_POLY_110', quality: { landcover: 80, croptype: 50 }, confidence: { landcover: null, croptype: 90 }, anomaly: { landcover: null, croptype: null } };

  it('are quality by confidence, 0 for suspects, and of land cover for data sets that say no more', () => {
    expect(qualityWeight(sample, 'croptype')).toBeCloseTo(0.45);
    expect(qualityWeight(sample, 'landcover')).toBe(0.8);
    expect(qualityWeight(sample, null)).toBe(1);
    expect(qualityWeight({ ...sample, dataset: '2021_ESP_X_POINT_101' }, 'croptype')).toBeCloseTo(0.72);
    expect(qualityWeight({ ...sample, anomaly: { landcover: null, croptype: 'candidate' } }, 'croptype')).toBe(0);
    expect(qualityWeight({ ...sample, quality: { landcover: null, croptype: null }, confidence: { landcover: null, croptype: null } }, 'croptype')).toBe(1);
  });

  it('drop the weakest fifth of the test below 0.5, unless a class would fall below ten', () => {
    const weak = (n: number): SampleTable => ({ ...made(), rows: n, ids: rows.slice(0, n).map(String), classes: rows.slice(0, n).map(() => 'a'), splits: rows.slice(0, n).map(() => 'test' as const), ...nothingSaid(n), weights: Float64Array.from({ length: n }, (_, i) => (i + 1) / (2 * n)) });
    const log = new RejectionLog();
    expect(rowsWithoutWeakTest(weak(20), log)).toHaveLength(16);
    expect(log.list()).toMatchObject([{ reason: 'too weak a label for the test', count: 4 }]);
    expect(rowsWithoutWeakTest(weak(12), new RejectionLog())).toHaveLength(12);
  });
});
