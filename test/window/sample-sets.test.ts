import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classIn } from '../../src/renderer/features/samples/class-words.ts';
import { descriptionCsv, profilesCsv } from '../../src/renderer/features/samples/csv.ts';
import { differences, joinedBands, middleMonth, seasonSpan } from '../../src/renderer/features/samples/join-facts.ts';
import { bandPath, cellScale, linePath, peakOf, quantileLine, sheetRange, ticksIn } from '../../src/renderer/features/samples/profile-scale.ts';
import { reasonKey, rejectionWords } from '../../src/renderer/i18n/messages/rejection-reasons.ts';
import { areInView, type SampleDot } from '../../src/renderer/map/sample-dots.ts';
import type { SampleDescription, SampleProfiles } from '../../src/shared/contract/samples.ts';
import type { SampleSet } from '../../src/shared/records/learning.ts';

const scale = cellScale(3, [0, 1], { left: 0, top: 0, width: 100, height: 50 });
const spread = (...quantiles: number[]) => ({ n: 10, mean: quantiles[1] ?? null, quantiles });
const empty = { n: 0, mean: null, quantiles: null };
const profiles: SampleProfiles = {
  periods: ['01', '02', '03'].map((month) => ({ start: `2022-${month}-01`, end: `2022-${month}-28`, middle: 19_000 })),
  quantities: [{ name: 'NDVI', unit: '' }],
  quantiles: [0.1, 0.5, 0.9],
  classes: [
    { code: 'wheat', samples: 10, series: [[spread(0.1, 0.2, 0.3), empty, spread(0.4, 0.6, 0.8)]], examples: [{ id: 's', values: [[0.15, null, 0.9]] }] },
    { code: 'b,c', samples: 0, series: [[empty, empty, empty]], examples: [] },
  ],
};

describe('the sheet of profiles', () => {
  it('has one scale for all classes, with single samples in it and a little room', () => {
    const [low, high] = sheetRange(profiles, 0) ?? [NaN, NaN];
    expect([low, high].map((value) => Math.round(value * 1000) / 1000)).toEqual([0.06, 0.94]);
    expect(sheetRange({ ...profiles, classes: profiles.classes.slice(1) }, 0)).toBeNull();
  });

  it('breaks lines and bands where a value is missing', () => {
    expect(linePath([0, null, 1], scale)).toBe('M0 50M100 0');
    expect(linePath([0, 0.5, 1], scale)).toBe('M0 50L50 25L100 0');
    expect(bandPath([0, 0.2, null], [0.5, 0.6, 1], scale)).toBe('M0 25L50 20L50 40L0 50Z');
    expect(bandPath([0, null, 0], [1, 1, 1], scale)).toBe('M0 0L0 50ZM100 0L100 50Z');
  });

  it('puts a period that stands alone into the middle', () => {
    expect(cellScale(1, [0, 1], { left: 10, top: 0, width: 100, height: 50 }).x(0)).toBe(60);
  });

  it.each([
    [[0.06, 0.94], [0.2, 0.4, 0.6, 0.8]],
    [[-24.6, -5.1], [-20, -15, -10]],
    [[0, 20_000], [0, 5000, 10_000, 15_000, 20_000]],
  ] as const)('draws round numbers within %j', (range, ticks) => {
    expect(ticksIn(range, 5)).toEqual([...ticks]);
  });

  it('names the highest median', () => {
    const wheat = profiles.classes[0];
    expect(wheat && peakOf(quantileLine(wheat, 0, 1))).toEqual({ period: 2, value: 0.6 });
    expect(peakOf([null, null])).toBeNull();
  });

  it('copies as CSV what it shows', () => {
    expect(profilesCsv(profiles).split('\r\n').slice(0, 5)).toEqual(['class,quantity,unit,start,end,n,mean,q0.1,q0.5,q0.9', 'wheat,NDVI,,2022-01-01,2022-01-28,10,0.2,0.1,0.2,0.3', 'wheat,NDVI,,2022-02-01,2022-02-28,0,,,,', 'wheat,NDVI,,2022-03-01,2022-03-28,10,0.6,0.4,0.6,0.8', '"b,c",NDVI,,2022-01-01,2022-01-28,0,,,,']);
    const description: SampleDescription = { rows: 3, classes: [{ code: 'wheat', rows: 3, share: 1, train: 2, test: 1, weight: 3 }], by: [{ name: 'year', values: [{ value: '2022', rows: 3, byClass: { wheat: 3 } }], more: 0 }], indices: [], bands: [{ band: 'B04', unit: '1', n: 5, missing: 1, min: 0, max: 1, mean: 0.5, sd: 0.1, p2: 0, p50: 0.5, p98: 1 }], weights: null, labels: null };
    expect(descriptionCsv(description).trim().split('\r\n').slice(1)).toEqual(['class,class,wheat,3,2,1,,,,,,,,,,', 'distribution,year,2022,3,,,,,,,,,,,,', 'class-by,year,2022,3,,,,,,,,,,,,wheat', 'band,B04,1,,,,5,1,0,0,0.5,1,1,0.5,0.1,']);
  });

  it('names a class that its scheme does not have any more by its code', () => {
    expect(classIn(null, 'hops', 'en')).toEqual({ label: 'hops', colour: '#888888' });
  });
});

describe('samples on the map', () => {
  const dot = (lon: number, lat: number): SampleDot => ({ lon, lat, class: 0, test: false });
  const fields = [dot(34.5, 0.4), dot(34.9, 0.6)];

  it('stays where some samples are in sight', () => {
    expect(areInView(fields, [34.8, 0.5, 35.2, 0.9])).toBe(true);
    expect(areInView(fields, [30, -5, 40, 5])).toBe(true);
  });

  it('goes to samples that lie elsewhere, or that are a speck in a view of half the world', () => {
    expect(areInView(fields, [-5, 40, 10, 52])).toBe(false);
    expect(areInView(fields, [-90, -60, 90, 60])).toBe(false);
    expect(areInView(fields, null)).toBe(false);
  });
});

describe('why samples were rejected', () => {
  it('has words for every reason that the engine gives', () => {
    const folders = ['../../src/main/engine/samples/', '../../src/main/engine/ingest/worldcereal-extraction/'].map((folder) => new URL(folder, import.meta.url));
    const sources = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(new URL(name, folder), 'utf8')));
    const calls = sources.flatMap((source) => [...source.matchAll(/(?:rejected|skipped)\.add(?:Unlisted)?\(([^;]*?), (?:id|sample\.id|sample|list|nameOf|table|row)\b|reject\(rejected, ([^;]*?), sample\)|id, why: ('[^']+')/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? ''));
    // What is left of code between two texts is no reason.
    const reasons = calls.flatMap((code) => [...code.matchAll(/'([^']+)'|`([^`]+)`/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll('${table.frequency}', 'month').replaceAll(/\$\{[^}]+\}/g, '7'))).filter((text) => /\w \w/.test(text));
    expect(reasons.length).toBeGreaterThan(25);
    expect(reasons.filter((reason) => reasonKey(reason) === null)).toEqual([]);
  });

  it('keeps codes and numbers, and leaves other sentences as they are', () => {
    expect(reasonKey('class winter_wheat has more than 20 samples in a region')).toEqual({ key: 'rejected.too-many-there', params: { code: 'winter_wheat', count: '20' } });
    expect(reasonKey('its label lies outside the season 10-01 to 03-31')?.params).toEqual({ start: '10-01', end: '03-31' });
    expect(reasonKey('something new')).toBeNull();
    expect(Object.keys(rejectionWords.fr)).toEqual(Object.keys(rejectionWords.en));
  });
});

describe('joining sample sets', () => {
  const months = (first: number) => Array.from({ length: 12 }, (_, i) => ({ start: new Date(Date.UTC(2021, first - 1 + i, 1)).toISOString().slice(0, 10), end: new Date(Date.UTC(2021, first + i, 0)).toISOString().slice(0, 10) }));
  const band = (name: string, scale = 0.0001) => ({ band: name, quantity: 'reflectance', unit: '1', scale, offset: 0 });
  const set = (title: string, part: object): SampleSet => ({ title, schemeId: 'crops', periods: months(12), bands: [band('B04'), band('B08')], settings: {}, ...part }) as unknown as SampleSet;
  const [foreign, local] = [set('foreign', { bands: [band('B04'), band('B08', 0.001), band('B8A')] }), set('local', {})];

  it('names what keeps sets apart: the scheme, the season, not the year of the season', () => {
    expect(differences(local, foreign)).toEqual([]);
    expect(differences(local, set('other', { periods: months(12).map(({ start, end }) => ({ start: start.replace('202', '201'), end: end.replace('202', '201') })) }))).toEqual([]);
    expect(differences(local, set('other', { schemeId: 'covers', periods: months(3) }))).toEqual(['scheme', 'season']);
  });

  it('tells which bands fall and which set is the reason', () => {
    expect(joinedBands([foreign, local])).toEqual({ kept: ['B04'], left: [{ band: 'B08', lacking: ['local'] }, { band: 'B8A', lacking: ['local'] }] });
  });

  it('aligns another set to the middle month of the first: the sixth of its twelve', () => {
    expect(middleMonth(local)).toBe(5);
    expect(middleMonth(set('told', { settings: { centreMonth: 3 } }))).toBe(3);
    expect(seasonSpan(local, 'en')).toBe('Dec – Nov (12)');
  });
});
