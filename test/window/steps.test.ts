import { describe, expect, it } from 'vitest';
import { compositeParamsSchema } from '../../src/shared/contract/jobs/composite.ts';
import type { Scene } from '../../src/shared/records/scene.ts';
import { formatPosition, parseScale } from '../../src/renderer/features/status/coordinates.ts';
import { commonBands, compositeDefaults, compositeRequest } from '../../src/renderer/features/composite/composite-draft.ts';
import { rectangleShape } from '../../src/renderer/layers/area-shape.ts';
import { hectaresOf, utmAt } from '../../src/renderer/map/position.ts';
import { parseDecimal } from '../../src/renderer/ui/decimal.ts';
import { formatBytes, formatDuration } from '../../src/renderer/ui/quantity.ts';

describe('a number that is typed', () => {
  it.each([
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['0,25', 0.25],
    ['−12,5', -12.5],
    ['1 234,5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234,567', 1_234_567],
    ["12'000", 12_000],
    ['.5', 0.5],
    ['1e3', 1000],
  ])('“%s” is %d', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each(['', '  ', 'ten', '1.2.3,4,5', '--1', '1 m', ','])('“%s” is none', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

describe('a scale that is typed', () => {
  it.each([
    ['1:25 000', 25_000],
    ['1 : 25 000', 25_000],
    ['1/25000', 25_000],
    ['25.000', 25_000],
    ['25,000', 25_000],
    ['25k', 25_000],
    ['2m', 2_000_000],
    ['1:1', 1],
  ])('“%s” is 1 : %d', (text, denominator) => {
    expect(parseScale(text)).toBe(denominator);
  });

  it.each(['', '1:', 'big', '0', '-5', '1:25 000 m²'])('“%s” is none', (text) => {
    expect(parseScale(text)).toBeNull();
  });
});

describe('the position of the pointer', () => {
  // GDAL's OSR: EPSG:32631 (466120, 5618340) = 50.7158776 N, 2.5200937 E, and 2.52 E, 50.7 N = (466101.94, 5616574.50)
  const place = [466_120, 5_618_340] as const;

  it('is written in the map’s own coordinates', () => {
    expect(formatPosition(place, 'EPSG:32631', 'map', 'en')).toBe('466,120  5,618,340 m');
  });

  it('is written in degrees, latitude first, with the decimal sign of the language', () => {
    expect(formatPosition(place, 'EPSG:32631', 'decimal', 'en')).toBe('50.71588° N  2.52009° E');
    expect(formatPosition(place, 'EPSG:32631', 'decimal', 'fr')).toBe('50,71588° N  2,52009° E');
  });

  it('never has sixty seconds or minutes', () => {
    expect(formatPosition([2.999_999_9, 49.999_999_9], 'EPSG:4326', 'dms', 'en')).toBe('50° 00′ 00.0″ N  3° 00′ 00.0″ E');
    expect(formatPosition([-70.5, -33.25], 'EPSG:4326', 'dms', 'en')).toBe('33° 15′ 00.0″ S  70° 30′ 00.0″ W');
  });

  it('is written in the UTM zone where it lies, Norway’s and Svalbard’s own included', () => {
    expect(formatPosition([2.52, 50.7], 'EPSG:4326', 'utm', 'en')).toBe('31 N 466,102  5,616,574 m');
    expect(utmAt([5, 60])).toBe('EPSG:32632');
    expect(utmAt([10, 78])).toBe('EPSG:32633');
    expect(utmAt([-70, -33])).toBe('EPSG:32719');
    expect(utmAt([180, 10])).toBe('EPSG:32601');
  });

  it('is not guessed where the CRS is not known', () => {
    expect(formatPosition(place, 'EPSG:999999', 'decimal', 'en')).toBeNull();
  });
});

describe('the size of an area', () => {
  it('is the same in any CRS', () => {
    const square = hectaresOf(rectangleShape([466_000, 5_618_000, 471_000, 5_623_000], 'EPSG:32631')) ?? 0;
    // 0.08 % more than the square of the map: the scale of the zone is 0.9996 near its middle.
    expect(square / 100).toBeCloseTo(25 / 0.9996 ** 2, 2);
    const mercator = (hectaresOf(rectangleShape([280_000, 6_570_000, 287_000, 6_577_000], 'EPSG:3857')) ?? 0) * 1e4;
    // Web Mercator stretches lengths by 1/cos(latitude): 7 km there are 4.4 km on the ground at 50.7° N.
    expect(mercator / 1e6).toBeGreaterThan(18);
    expect(mercator / 1e6).toBeLessThan(22);
  });
});

describe('sizes and times', () => {
  it('are rounded as one would say them', () => {
    expect(formatBytes(1_234_000_000, 'en')).toBe('1.2 GB');
    expect(formatBytes(337_000_000, 'en')).toBe('337 MB');
    expect(formatBytes(0, 'en')).toBe('0 byte');
    expect(formatDuration(4, 'en')).toBe('4 sec');
    expect(formatDuration(240, 'en')).toBe('4 min');
    expect(formatDuration(9000, 'en')).toBe('2.5 hr');
    expect(formatDuration(0.2, 'en')).toBe('1 sec');
  });
});

describe('the Composite step', () => {
  const asset = (band: string, quantity: 'reflectance' | 'quality'): Scene['assets'][number] => ({
    band, path: `${band}.jp2`, bandIndex: 1, grid: { crs: 'EPSG:32631', affine: [0, 10, 0, 0, 0, -10], width: 10, height: 10 }, dtype: 'uint16', nodata: 0, quantity, scale: 0.0001, offset: 0, driver: 'JP2OpenJPEG', block: [1024, 1024],
  });
  const scene = (datetime: string, bands: readonly string[]): Scene => ({
    kind: 'scene', id: datetime.slice(0, 10), title: datetime, createdAt: datetime, simulated: false, warnings: [], product: 'sentinel2-safe', datetime, platform: null, tile: null, baseline: null, cloudCover: null, crs: 'EPSG:32631', footprint: [[0, 0, 1, 1]], source: 'x',
    assets: bands.map((band) => asset(band, band === 'SCL' ? 'quality' : 'reflectance')),
  });
  const scenes = [scene('2021-11-04T11:00:00Z', ['B08', 'B04', 'B03', 'B02', 'SCL', 'B01']), scene('2022-02-10T11:00:00Z', ['B02', 'B03', 'B04', 'B08', 'SCL'])];

  it('begins with the whole months of the scenes, the bands that all have, and clouds masked', () => {
    expect(commonBands(scenes)).toEqual(['B02', 'B03', 'B04', 'B08']);
    expect(compositeDefaults(scenes)).toMatchObject({ from: '2021-11-01', to: '2022-02-28', bands: ['B02', 'B03', 'B04', 'B08'], mask: 'keep-4-7', gap: 'linear' });
  });

  it('masks nothing where no scene has a scene classification', () => {
    const bare = [scene('2022-02-10T11:00:00Z', ['B02', 'B03'])];
    const draft = compositeDefaults(bare);
    expect(draft.mask).toBe('none');
    expect(compositeRequest(draft, null)).toMatchObject({ dilateM: 0, erodeM: 0 });
  });

  it('asks for what the job understands, empty fields left to the engine', () => {
    const request = compositeRequest({ ...compositeDefaults(scenes), crs: ' ', title: '' }, { bounds: [466_000, 5_618_000, 471_000, 5_623_000], crs: 'EPSG:32631' });
    expect(request).toMatchObject({ crs: null, title: null });
    expect(compositeParamsSchema.parse(request)).toMatchObject({ from: '2021-11-01', to: '2022-02-28', area: { crs: 'EPSG:32631' } });
  });
});
