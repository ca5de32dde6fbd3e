import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identify } from '../../src/main/engine/values/point/identify.ts';
import { datesAt, seriesAt } from '../../src/main/engine/values/curves/series.ts';
import { spreadOf } from '../../src/main/engine/values/curves/spread.ts';
import { valuesHandlers } from '../../src/main/engine/values/handlers.ts';
import type { EngineServices } from '../../src/main/engine/handler.ts';
import type { Found, Identified } from '../../src/shared/contract/values.ts';
import type { Composite } from '../../src/shared/records/composite.ts';
import { at, hasLocationInfo, located, type ValuesLand, valuesLand } from './values-land.ts';

let land: ValuesLand;
let kept: Composite;
let bare: Composite;
const skipped = hasLocationInfo ? '' : ' (skipped: gdallocationinfo of gdal-bin is not installed)';

beforeAll(async () => {
  land = await valuesLand();
  const request = { bands: ['B02', 'B04', 'B08'], crs: 'EPSG:32631', area: { bounds: [600_000, 5_599_500, 600_600, 5_600_000] as [number, number, number, number], crs: 'EPSG:32631' }, resolution: 10 };
  bare = (await land.bench.composite({ ...request, observations: 'none', reducer: 'mean', dilateM: 1000 })).record;
  kept = (await land.bench.composite({ ...request, observations: 'keep', period: [{ start: '2023-05-01', end: '2023-05-14' }, { start: '2023-05-15', end: '2023-05-18' }, { start: '2023-05-19', end: '2023-05-31' }], from: '2023-05-01', to: '2023-05-31', dilateM: 30, gap: 'linear' })).record;
}, 60_000);
afterAll(() => {
  land[Symbol.dispose]();
});

/** What one record holds at a place. */
async function only<K extends Found['kind']>(kind: K, id: string, place: { x: number; y: number; crs: string }, period: number | null = null): Promise<Extract<Found, { kind: K }>> {
  const [item] = await identify(land.services, { ...place, records: [id], period });
  if (item?.found?.kind !== kind) throw new Error(`no ${kind}: ${JSON.stringify(item)}`);
  return item.found as Extract<Found, { kind: K }>;
}
const states = (items: readonly Identified[]): string[] => items.map(({ id, state }) => `${id} ${state}`);

describe('identify', () => {
  it('names the class of a map with its labels, its confidence and the three likeliest classes', async () => {
    const found = await only('map', 'm', at(5, 7));
    expect(found).toMatchObject({ value: 3, meaning: 'class', class: { code: 'wheat', labels: { en: 'Wheat', fr: 'Blé' } }, confidence: 65 });
    expect(found.top.map(({ code, probability }) => [code, probability])).toEqual([['wheat', 71], ['grass', 15], ['maize', 9]]);
    expect((await only('map', 'm', at(25, 7))).class?.code).toBe('maize');
  });

  it('tells land outside the cropland and pixels without data from classes', async () => {
    expect(await only('map', 'm', at(45, 7))).toMatchObject({ value: 254, meaning: 'outside cropland', class: null, confidence: null, top: [] });
    expect(await only('map', 'm', at(55, 7))).toMatchObject({ value: 255, meaning: 'no data', class: null, confidence: null, top: [] });
  });

  it('gives every band of one period or of all, with the count of clear observations', async () => {
    const all = await only('composite', kept.id, at(30, 20));
    expect(all.periods.map(({ index, start }) => [index, start])).toEqual([[0, '2023-05-01'], [1, '2023-05-15'], [2, '2023-05-19']]);
    const one = await only('composite', kept.id, at(30, 20), 1);
    expect(one.periods).toEqual(all.periods.slice(1, 2));
    expect(one.periods[0]?.bands.map(({ band }) => band)).toEqual(['B02', 'B04', 'B08']);
    expect(one.periods[0]?.bands.every(({ stored, physical }) => physical === Number(((stored ?? NaN) * 1e-4).toPrecision(12)))).toBe(true);
    expect(all.periods.map(({ count, filled }) => [count, filled])).toEqual([[2, false], [0, true], [2, false]]);
  });

  it.skipIf(!hasLocationInfo).each([[30, 20], [0, 0], [59, 49], [17, 41]])(`gives the stored numbers that gdallocationinfo gives, at column %i, row %i${skipped}`, async (column, row) => {
    const place = at(column, row);
    const { periods } = await only('composite', kept.id, place);
    for (const [i, { path }] of kept.periods.entries()) {
      expect([...(periods[i]?.bands ?? []).map(({ stored }) => stored), periods[i]?.count]).toEqual(located(land.path(path), place));
    }
    const scene = await only('scene', 'scene-19', place);
    expect([scene.bands[2]?.stored]).toEqual(located(join(land.bench.folder, 'scene-19_B08.jp2'), place));
  });

  it.skipIf(!hasLocationInfo)(`takes a place in any coordinate system to the same pixel as gdallocationinfo${skipped}`, async () => {
    const place = { x: 4.413, y: 50.543, crs: 'EPSG:4326' };
    const { value } = await only('mask', 'mask', place);
    expect([value]).toEqual(located(land.path('mask.tif'), place));
    const lambert = { x: 4_400_000, y: 3_000_000, crs: 'EPSG:3035' };
    expect(states(await identify(land.services, { ...lambert, records: ['mask'], period: null }))).toEqual(['mask outside']);
  });

  it('gives the bands of a scene as stored and in reflectance, and the name of its quality code', async () => {
    const { bands, quality, datetime } = await only('scene', 'scene-11', at(3, 7));
    const stored = 1600 + 110 + ((Math.round(600_035 / 10) * 7 + Math.round(5_599_925 / 10) * 3) % 90);
    expect(bands.find(({ band }) => band === 'B04')).toEqual({ band: 'B04', stored, physical: (stored - 1000) / 10_000, unit: '1' });
    expect(quality).toEqual({ band: 'SCL', code: 9, name: 'cloud, high probability' });
    expect(datetime).toBe('2023-05-11T10:40:00Z');
  });

  it('lists the parcels under the place, the innermost first, with all their attributes', async () => {
    const { parcels } = await only('parcels', 'fields', at(6, 6));
    expect(parcels.map(({ sourceId }) => sourceId)).toEqual(['C', 'A']);
    expect(parcels[1]).toEqual({ fid: 1, sourceId: 'A', code: 'BTH', label: 'Soft wheat', areaM2: 10_000, attributes: { since: 2019, note: 'début' } });
  });

  it('says where the place is not covered, and lets one record that is gone or unreadable not hide the others', async () => {
    const records = ['m', kept.id, 'scene-3', 'mask', 'fields', 'labels', 'nosuch'];
    expect(states(await identify(land.services, { x: 500_000, y: 5_000_000, crs: 'EPSG:32631', records, period: null }))).toEqual([...records.slice(0, 6).map((id) => `${id} outside`), 'nosuch failed']);
    renameSync(land.path('maps/m/confidence.tif'), land.path('maps/m/away.tif'));
    try {
      const items = await identify(land.services, { ...at(5, 7), records: ['m', 'mask'], period: null });
      expect(states(items)).toEqual(['m failed', 'mask found']);
      expect(items[0]?.failure).toMatchObject({ code: 'FILE_NOT_FOUND', params: { file: land.path('maps/m/confidence.tif') } });
    } finally {
      renameSync(land.path('maps/m/away.tif'), land.path('maps/m/confidence.tif'));
    }
  });

  it('refuses a coordinate system that does not exist', async () => {
    await expect(identify(land.services, { x: 1, y: 1, crs: 'EPSG:99', records: ['mask'], period: null })).rejects.toMatchObject({ code: 'CRS_UNKNOWN' });
  });
});

describe('the curve of a click', () => {
  it('gives the composite over time: values, indices, counts, middles, and what was filled', async () => {
    const series = await seriesAt(land.services, { ...at(30, 20), composite: kept.id, bands: ['B04', 'B08'], indices: ['NDVI', 'EVI'] });
    expect(series).toMatchObject({ covered: true, bands: [{ band: 'B04', unit: '1' }, { band: 'B08', unit: '1' }], indices: ['NDVI', 'EVI'], pixel: { column: 30, row: 20, x: 600_305, y: 5_599_795 } });
    const { periods } = await only('composite', kept.id, at(30, 20));
    series.periods.forEach(({ values, indices, count, filled }, i) => {
      const [blue = NaN, red = NaN, nir = NaN] = (periods[i]?.bands ?? []).map(({ physical }) => physical ?? NaN);
      expect(values).toEqual([red, nir]);
      expect(indices[0]).toBeCloseTo((nir - red) / (nir + red), 10);
      expect(indices[1]).toBeCloseTo((2.5 * (nir - red)) / (nir + 6 * red - 7.5 * blue + 1), 10);
      expect([count, filled]).toEqual([periods[i]?.count, periods[i]?.filled]);
    });
    // 1 May 2023 is day 19 478; the middle of fourteen days lies at their seventh midnight.
    expect(series.periods.map(({ middle }) => middle)).toEqual([19_485, 19_494, 19_502.5]);
  });

  it('shows the acquisitions behind it: rasters on the grid and kept observations at once, with quality and mask', async () => {
    const { dates, pending } = await seriesAt(land.services, { ...at(21, 20), composite: kept.id, bands: ['B04'], indices: [] });
    expect(pending).toEqual([]);
    expect(dates.map(({ scene, state, quality, maskedBy }) => [scene, state, quality?.name, maskedBy])).toEqual([
      ['scene-3', 'clear', 'vegetation', 'exact'],
      ['scene-11', 'masked', 'cloud shadow', 'exact'],
      ['scene-19', 'clear', 'vegetation', 'exact'],
      ['scene-27', 'clear', 'vegetation', 'exact'],
    ]);
  });

  it.skipIf(!hasLocationInfo)(`gives the numbers that gdallocationinfo gives of a kept observation${skipped}`, async () => {
    const { dates } = await seriesAt(land.services, { ...at(21, 20), composite: kept.id, bands: null, indices: [] });
    const file = readdirSync(land.path('observations'), { recursive: true, encoding: 'utf8' }).find((name) => /2023-05-27.*\d\.tif$/.test(name)) ?? '';
    expect(dates[3]?.values).toEqual(located(land.path(`observations/${file}`), at(21, 20)).map((stored) => stored / 10_000));
  });

  it('masks what the composite masks: pixels beside a cloud that its dilation reaches', async () => {
    // The shadow ends with column 22, and 30 m of growth cover columns 23 … 25.
    const of = async (column: number): Promise<string | undefined> => (await seriesAt(land.services, { ...at(column, 20), composite: kept.id, bands: ['B04'], indices: [] })).dates[1]?.state;
    expect(await Promise.all([22, 25, 26].map(of))).toEqual(['masked', 'masked', 'clear']);
    const counts = await Promise.all([25, 26].map(async (column) => (await only('composite', kept.id, at(column, 20), 0)).periods[0]?.count));
    expect(counts).toEqual([1, 2]);
  });

  it('says which mask it could follow by the code alone, because it reaches too far for a click', async () => {
    const { dates } = await seriesAt(land.services, { ...at(40, 20), composite: bare.id, bands: ['B04'], indices: [] });
    expect(dates.map(({ scene, state, maskedBy }) => [scene, state, maskedBy])).toEqual([['scene-3', 'clear', 'class'], ['scene-11', 'clear', 'class']]);
  });

  it('names the scenes that must be decoded first, and decodes them to the same numbers as kept observations hold', async () => {
    const place = { ...at(33, 12), bands: ['B04', 'B08'], indices: ['NDVI'] };
    const fresh = await valuesLand();
    try {
      const record = (await fresh.bench.composite({ bands: ['B04', 'B08'], crs: 'EPSG:32631', area: { bounds: [600_000, 5_599_500, 600_600, 5_600_000], crs: 'EPSG:32631' }, resolution: 10, observations: 'none' })).record;
      const series = await seriesAt(fresh.services, { ...place, composite: record.id });
      expect(series.dates.map(({ scene }) => scene)).toEqual(['scene-3', 'scene-11']);
      expect(series.pending).toEqual(['scene-19', 'scene-27']);
      const decoded = await datesAt(fresh.services, { ...place, composite: record.id, scenes: series.pending });
      const atOnce = await seriesAt(land.services, { ...place, composite: kept.id });
      expect(decoded.dates.map(({ values, indices }) => [values, indices])).toEqual(atOnce.dates.slice(2).map(({ values, indices }) => [values, indices]));
      await expect(datesAt(fresh.services, { ...place, composite: record.id, scenes: ['nosuch'] })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    } finally {
      fresh[Symbol.dispose]();
    }
  });

  it('is empty outside the composite, and names what it has no band or formula for', async () => {
    expect(await seriesAt(land.services, { x: 0, y: 0, crs: 'EPSG:32631', composite: kept.id, bands: null, indices: null })).toMatchObject({ covered: false, pixel: null, periods: [], dates: [], pending: [] });
    const ask = (bands: string[], indices: string[]) => seriesAt(land.services, { ...at(1, 1), composite: kept.id, bands, indices });
    await expect(ask(['B99'], [])).rejects.toMatchObject({ code: 'BAND_MISSING' });
    await expect(ask([], ['NOPE'])).rejects.toMatchObject({ code: 'FEATURE_UNKNOWN' });
    await expect(ask([], ['NDTI'])).rejects.toMatchObject({ code: 'FEATURE_UNAVAILABLE' });
  });

  it('says which file of a composite is missing or not what its record says', async () => {
    const path = land.path(kept.periods[1]?.path ?? '');
    renameSync(path, `${path}.away`);
    try {
      await expect(seriesAt(land.services, { ...at(1, 1), composite: kept.id, bands: null, indices: null })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', params: { file: path } });
    } finally {
      renameSync(`${path}.away`, path);
    }
  });

  it('reads a file anew when it has changed, and keeps on with the other dates when one is gone', async () => {
    const fresh = await valuesLand();
    try {
      const { record } = await fresh.bench.composite({ bands: ['B04', 'B08'], crs: 'EPSG:32631', area: { bounds: [600_000, 5_599_500, 600_600, 5_600_000], crs: 'EPSG:32631' }, resolution: 10, observations: 'none' });
      const ask = () => seriesAt(fresh.services, { ...at(33, 12), composite: record.id, bands: ['B04'], indices: [] });
      const before = (await ask()).dates[0]?.values[0];
      const [from, to] = ['scene-11', 'scene-3'].map((id) => join(fresh.bench.folder, `${id}_B04.tif`)) as [string, string];
      renameSync(from, to);
      const after = await ask();
      expect(after.dates[0]?.values[0]).toBeCloseTo((before ?? NaN) + 0.008, 10);
      expect(after.dates[1]).toMatchObject({ state: 'failed', failure: { code: 'FILE_NOT_FOUND', params: { file: from } } });
    } finally {
      fresh[Symbol.dispose]();
    }
  });
});

describe('curves of many pixels', () => {
  const services = (): EngineServices => land.services as EngineServices;
  const parcel = (fid: number, innerBufferM: number) => valuesHandlers['values.parcelSeries'](services(), { parcels: 'fields', fid, composite: kept.id, bands: ['B04'], indices: ['NDVI'], innerBufferM }, {});

  it('takes the pixels of a parcel away from its edge, and their median and range', async () => {
    const { pixels, taken, series } = await parcel(1, 20);
    expect([pixels, taken]).toEqual([36, 'inner']);
    const inside = await Promise.all(Array.from({ length: 36 }, (_, i) => seriesAt(land.services, { ...at(4 + (i % 6), 4 + Math.floor(i / 6)), composite: kept.id, bands: ['B04'], indices: ['NDVI'] })));
    for (const [name, of] of [['B04', 'values'], ['NDVI', 'indices']] as const) {
      const wanted = spreadOf(Float64Array.from(inside.map(({ periods }) => periods[1]?.[of][0] ?? NaN)));
      const got = series.find((curve) => curve.name === name)?.periods[1];
      expect(got?.n).toBe(36);
      expect([got?.p10, got?.p50, got?.p90].map((value) => Number(value?.toFixed(9)))).toEqual([wanted.p10, wanted.p50, wanted.p90].map((value) => Number(value?.toFixed(9))));
    }
  });

  it('takes all pixels of a narrow parcel, or the one in its middle, and says so', async () => {
    expect(await parcel(1, 60)).toMatchObject({ pixels: 100, taken: 'whole' });
    expect(await parcel(2, 10)).toMatchObject({ pixels: 10, taken: 'whole' });
    expect(await parcel(4, 10)).toMatchObject({ covered: false, pixels: 0, series: [] });
    await expect(parcel(99, 10)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND', params: { kind: 'parcel' } });
  });

  it('gives the usual curve of a class in a sample set, without samples that have no data', async () => {
    const ask = (classes: string[] | null) => valuesHandlers['values.classSeries'](services(), { samples: 'labels', classes, bands: ['B04'], indices: ['NDVI'] }, {});
    const { classes } = await ask(['wheat']);
    expect(classes).toHaveLength(1);
    expect(classes[0]).toMatchObject({ code: 'wheat', samples: 12 });
    expect(classes[0]?.series[0]).toEqual({ name: 'B04', unit: '1', periods: [{ start: '2023-05-01', end: '2023-05-31', middle: 19_493.5, n: 11, p10: 0.11, p50: 0.15, p90: 0.19 }] });
    expect(classes[0]?.series[1]?.periods[0]?.p50).toBeCloseTo((4000 - 1500) / 5500, 10);
    expect((await ask(null)).classes.map(({ code, samples }) => [code, samples])).toEqual([['maize', 1], ['wheat', 12]]);
    expect((await ask(['nosuch'])).classes[0]).toMatchObject({ samples: 0, series: [{ periods: [{ n: 0, p50: null }] }, { periods: [{ n: 0, p50: null }] }] });
  });

  it('makes percentiles as numpy does', () => {
    const cases = JSON.parse(readFileSync(new URL('../golden/values/percentiles.json', import.meta.url), 'utf8')) as { values: number[]; expected: [number, number, number] }[];
    for (const { values, expected } of cases) {
      const { n, p10, p50, p90 } = spreadOf(Float64Array.from([...values, NaN]));
      expect(n).toBe(values.length);
      expect([p10, p50, p90].map((value) => Number(value?.toFixed(10)))).toEqual(expected.map((value) => Number(value.toFixed(10))));
    }
  });
});
