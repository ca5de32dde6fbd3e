import { describe, expect, it } from 'vitest';
import { cloudsOver } from '../../src/main/engine/demo/image/cloud.ts';
import { sceneClass } from '../../src/main/engine/demo/image/scene-classes.ts';
import { landscapeOf } from '../../src/main/engine/demo/landscape/landscape.ts';
import { type Acquisition, acquisitionsOf } from '../../src/main/engine/demo/season/acquisition.ts';
import type { CropCode } from '../../src/main/engine/demo/season/crop.ts';
import { standOf, yearOf } from '../../src/main/engine/demo/season/growth.ts';
import { BANDS, standSpectrum } from '../../src/main/engine/demo/season/spectrum.ts';
import { sunAt } from '../../src/main/engine/demo/season/sun.ts';

const season = acquisitionsOf(7, 2022, 40);
const country = landscapeOf({ seed: 7, year: 2022, sizePx: 512 });
const dayOf = (date: string): number => (Date.parse(date) - Date.UTC(2022, 0, 1)) / 86_400_000;

/** Median over the fields of a crop of what `measure` makes of their spectra. */
function median(crop: CropCode, date: string, measure: (bands: Record<string, number>) => number): number {
  const year = yearOf(7, 2022);
  const values = [...country.fields.values()]
    .filter((field) => field.crop === crop)
    .map((field) => standSpectrum(standOf(field, year, dayOf(date), 0), { brightness: 1, wetness: 0.4 }, 1).spectrum)
    .map((spectrum) => measure(Object.fromEntries(BANDS.map((band, i) => [band, spectrum[i] ?? 0]))))
    .sort((a, b) => a - b);
  return values[values.length >> 1] ?? NaN;
}

const ndvi = (crop: CropCode, date: string): number => median(crop, date, ({ B04 = 0, B08 = 0 }) => (B08 - B04) / (B08 + B04));

describe('the crops of the season', () => {
  it('are green when an agronomist expects it', () => {
    expect(ndvi('CZH', '2021-12-01')).toBeGreaterThan(0.5);
    expect(ndvi('BTH', '2021-12-01')).toBeLessThan(0.45);
    expect(ndvi('MIS', '2022-04-15')).toBeLessThan(0.3);
    expect(ndvi('BTH', '2022-05-01')).toBeGreaterThan(0.75);
    expect(ndvi('BTH', '2022-08-05')).toBeLessThan(0.4);
    expect(ndvi('MIS', '2022-07-25')).toBeGreaterThan(0.75);
    expect(ndvi('BTN', '2022-09-10')).toBeGreaterThan(0.75);
    expect(ndvi('TRN', '2022-09-25')).toBeLessThan(0.4);
    expect(ndvi('PPH', '2022-01-15')).toBeGreaterThan(0.45);
  });

  it('ripen in the order barley, rapeseed, wheat, maize', () => {
    expect(ndvi('ORH', '2022-06-15')).toBeLessThan(ndvi('BTH', '2022-06-15') - 0.1);
    expect(ndvi('ORP', '2022-03-25')).toBeLessThan(ndvi('ORH', '2022-03-25') - 0.2);
    expect(ndvi('CZH', '2022-07-20')).toBeLessThan(0.4);
    expect(ndvi('MIS', '2022-08-20')).toBeGreaterThan(0.7);
  });

  it('show rapeseed in yellow flower in the second half of April', () => {
    const yellow = ({ B02 = 0, B03 = 0, B04 = 0 }): number => (B03 + B04) / 2 / B02;
    expect(median('CZH', '2022-04-22', yellow)).toBeGreaterThan(2.2);
    expect(median('CZH', '2022-03-15', yellow)).toBeLessThan(1.9);
    expect(median('BTH', '2022-04-22', yellow)).toBeLessThan(1.9);
  });

  it('come later or earlier from year to year', () => {
    const lateness = [2020, 2021, 2022, 2023, 2024].map((year) => yearOf(7, year).late);
    expect(Math.max(...lateness) - Math.min(...lateness)).toBeGreaterThan(3);
  });
});

describe('the classes', () => {
  /** Leave-one-out with the five nearest fields over cloud-free mid-month spectra, as an independent judge of separability. */
  const fields = [...country.fields.values()].filter(({ crop }) => crop !== 'J6S');
  const months = ['2021-11-15', '2021-12-15', '2022-01-15', '2022-02-15', '2022-03-15', '2022-04-15', '2022-05-15', '2022-06-15', '2022-07-15', '2022-08-15', '2022-09-15', '2022-10-15'];
  const rows = fields.map((field) => Float64Array.from(months.flatMap((month, i) => {
    const ground = { brightness: 1, wetness: 0.5 - 0.03 * (i % 6) };
    return standSpectrum(standOf(field, yearOf(7, 2022), dayOf(month), (field.key % 3) - 1), ground, 1).spectrum;
  })));
  const predicted = rows.map((row, i) => vote(rows.map((other, j) => ({ crop: fields[j]?.crop ?? 'BTH', away: i === j ? Infinity : distance(row, other) }))));
  const f1 = (crop: CropCode): number => {
    const hits = fields.filter((field, i) => field.crop === crop && predicted[i] === crop).length;
    return (2 * hits) / (fields.filter((field) => field.crop === crop).length + predicted.filter((guess) => guess === crop).length);
  };
  const share = (truth: CropCode, guess: CropCode): number => fields.filter((field, i) => field.crop === truth && predicted[i] === guess).length / fields.filter((field) => field.crop === truth).length;

  it('can be told apart, but neither all nor by luck', () => {
    const crops = [...new Set(fields.map(({ crop }) => crop))];
    const macro = crops.reduce((sum, crop) => sum + f1(crop), 0) / crops.length;
    expect(macro).toBeGreaterThan(0.68);
    expect(macro).toBeLessThan(0.95);
  });

  it('confuse where they do in nature', () => {
    expect(f1('CZH')).toBeGreaterThan(0.95);
    expect(share('ORH', 'BTH')).toBeGreaterThan(0.05);
    expect(share('ORH', 'MIS')).toBe(0);
    const late: readonly CropCode[] = ['MIS', 'BTN', 'TRN', 'PTC', 'CAR'];
    expect(late.reduce((sum, truth) => sum + late.filter((guess) => guess !== truth).reduce((inner, guess) => inner + share(truth, guess), 0), 0) / late.length).toBeGreaterThan(0.05);
    expect(share('PTR', 'PPH') + share('PPH', 'PTR')).toBeGreaterThan(0.03);
  });
});

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);
}

function vote(neighbours: readonly { readonly crop: CropCode; readonly away: number }[]): CropCode {
  const counts = new Map<CropCode, number>();
  for (const { crop } of [...neighbours].sort((m, n) => m.away - n.away).slice(0, 5)) counts.set(crop, (counts.get(crop) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

describe('the overpasses', () => {
  it('are forty different days from November to October, by both satellites', () => {
    const days = season.map(({ time }) => time.toISOString().slice(0, 10));
    expect(new Set(days).size).toBe(40);
    expect(days).toEqual([...days].sort());
    expect(days[0]?.slice(0, 7)).toBe('2021-11');
    expect(days.at(-1)?.slice(0, 7)).toBe('2022-10');
    expect(new Set(season.map(({ platform }) => platform))).toEqual(new Set(['S2A', 'S2B']));
  });

  it('lie on orbits that repeat every 143 revolutions, as a real product of Sentinel-2B counts them', () => {
    // S2B_MSIL2A_20210122T133229_…_R081: absolute orbit 20270; the two satellites' counts differ by their launches.
    expect((20_270 - 26) % 143).toBe(81);
    for (const { platform, absoluteOrbit, relativeOrbit } of season) expect((absoluteOrbit + (platform === 'S2B' ? -26 : 3)) % 143).toBe(relativeOrbit);
  });

  it('carry baseline 03.01 before and 04.00 from 25 January 2022', () => {
    for (const { time, baseline } of season) expect(baseline).toBe(time.toISOString() < '2022-01-25' ? '03.01' : '04.00');
    expect(new Set(season.map(({ baseline }) => baseline)).size).toBe(2);
  });

  it('include clear days, overcast ones, broken clouds and half-empty pictures', () => {
    expect(season.filter(({ weather }) => weather.cloud < 0.02).length).toBeGreaterThan(5);
    expect(season.filter(({ weather }) => weather.cloud >= 1).length).toBeGreaterThan(2);
    expect(season.filter(({ weather }) => weather.cloud > 0.1 && weather.cloud < 0.9).length).toBeGreaterThan(10);
    expect(season.filter(({ outside }) => outside > 0).length).toBeGreaterThan(1);
  });

  it('see the sun at noon as far from the zenith as the seasons say', () => {
    // At solar noon on the solstices: latitude minus and plus the tilt of the axis.
    expect(sunAt(new Date('2022-06-21T11:54:00Z'), 1.93, 48.23).zenith).toBeCloseTo(48.23 - 23.44, 0);
    expect(sunAt(new Date('2022-12-21T11:50:00Z'), 1.93, 48.23).zenith).toBeCloseTo(48.23 + 23.44, 0);
    expect(sunAt(new Date('2022-06-21T08:00:00Z'), 1.93, 48.23).azimuth).toBeLessThan(120);
  });
});

describe('the clouds', () => {
  const side = 256;
  const over = (cloud: number): Acquisition => {
    const [first] = season;
    if (!first) throw new Error('no season');
    return { ...first, sun: { zenith: 40, azimuth: 180 }, weather: { cloud, cirrus: 0, wetness: 0.5, haze: 0 } };
  };
  const shareOf = (values: Float32Array, above: number): number => values.filter((value) => value > above).length / values.length;

  it('cover the share that the weather asks', () => {
    expect(shareOf(cloudsOver(7, over(0.3), side).opacity, 0.3)).toBeCloseTo(0.28, 1);
    expect(shareOf(cloudsOver(7, over(0), side).opacity, 0)).toBe(0);
    expect(shareOf(cloudsOver(7, over(1), side).opacity, 0.95)).toBe(1);
  });

  it('throw their shadows away from the sun: to the north when it stands in the south', () => {
    const { opacity, shadow } = cloudsOver(7, over(0.25), side);
    const agreement = (rows: number): number => {
      let sum = 0;
      for (let row = 100; row < 156; row++) for (let column = 0; column < side; column++) sum += (shadow[row * side + column] ?? 0) * (opacity[(row + rows) * side + column] ?? 0);
      return sum;
    };
    const south = Math.max(...Array.from({ length: 60 }, (_, i) => agreement(i + 20)));
    const north = Math.max(...Array.from({ length: 60 }, (_, i) => agreement(-i - 20)));
    expect(south).toBeGreaterThan(north * 1.5);
  });

  it('are found where they are thick and missed at their thin rims', () => {
    const clouds = cloudsOver(7, over(0.3), side);
    const seen = { blue: 0.06, red: 0.05, infrared: 0.4, shortwave: 0.2, outside: false };
    const classes = Array.from(clouds.opacity, (_, pixel) => sceneClass(7, clouds, pixel, side, seen));
    const where = (test: (opacity: number, shadow: number) => boolean): number[] => classes.filter((_, pixel) => test(clouds.opacity[pixel] ?? 0, clouds.shadow[pixel] ?? 0));
    expect(where((opacity) => opacity > 0.85).every((code) => code === 8 || code === 9)).toBe(true);
    const rims = where((opacity, shadow) => opacity > 0.1 && opacity < 0.3 && shadow < 0.1);
    expect(rims.length).toBeGreaterThan(100);
    expect(rims.filter((code) => code === 4).length / rims.length).toBeGreaterThan(0.7);
  });
});
