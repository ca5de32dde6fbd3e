import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alignPeriods } from '../../src/main/engine/features/alignment.ts';
import { bandsOfColumns } from '../../src/main/engine/features/column.ts';
import { planFeatures } from '../../src/main/engine/features/plan.ts';

interface Golden {
  readonly bands: string[];
  readonly periods: { start: string; end: string }[];
  readonly pixels: number;
  readonly series: number[];
  readonly columns: Record<string, (number | null)[]>;
}
/** Made by numpy: test/golden/features.py. */
const golden = JSON.parse(readFileSync(new URL('../golden/features.json', import.meta.url), 'utf8')) as Golden;
const layout = { bands: golden.bands, periods: golden.periods };
const series = Uint16Array.from(golden.series);

function months(year: number, count: number): { start: string; end: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const start = new Date(Date.UTC(year, i, 1)).toISOString().slice(0, 10);
    const end = new Date(Date.UTC(year, i + 1, 0)).toISOString().slice(0, 10);
    return { start, end };
  });
}

describe('features', () => {
  it('agree with numpy in every column and pixel, missing values included', () => {
    const ids = Object.keys(golden.columns);
    const out = new Float32Array(golden.pixels * ids.length);
    planFeatures(layout, ids).compute(series, golden.pixels, out);
    let missing = 0;
    for (const [c, id] of ids.entries()) {
      golden.columns[id]?.forEach((expected, pixel) => {
        const got = out[pixel * ids.length + c] as number;
        const where = `${id} of pixel ${pixel}`;
        if (expected === null) {
          missing += 1;
          expect(got, where).toBeNaN();
        } else {
          // float32 keeps 24 bits; fits of few dates are ill-conditioned, in numpy as here.
          expect(Math.abs(got - expected), where).toBeLessThanOrEqual(Math.max(1e-6, Math.abs(expected)) * (id.includes(':h') ? 1e-4 : 2e-7) + 1e-7);
        }
      });
    }
    expect(missing).toBeGreaterThan(1000);
  });

  it('are the same when planned again from the ids of a model card', () => {
    const plan = planFeatures(layout, 'full');
    const again = planFeatures(layout, plan.columns);
    expect(again.columns).toEqual(plan.columns);
    expect(new Set(plan.columns).size).toBe(plan.columns.length);
    const first = new Float32Array(golden.pixels * plan.columns.length);
    const second = new Float32Array(first.length);
    plan.compute(series, golden.pixels, first);
    again.compute(series, golden.pixels, second);
    expect(second).toEqual(first);
  });

  it('do not depend on which other columns are asked for', () => {
    const full = planFeatures(layout, 'full');
    const alone = planFeatures(layout, ['NDVI:h1cos']);
    const wide = new Float32Array(golden.pixels * full.columns.length);
    const narrow = new Float32Array(golden.pixels);
    full.compute(series, golden.pixels, wide);
    alone.compute(series, golden.pixels, narrow);
    const at = full.columns.indexOf('NDVI:h1cos');
    expect(Array.from(narrow)).toEqual(Array.from(narrow, (_, i) => wide[i * full.columns.length + at]));
  });

  it('are only those that the bands allow: no red edge from four bands', () => {
    const plan = planFeatures({ bands: ['B02', 'B03', 'B04', 'B08'], periods: months(2022, 12) });
    expect(plan.columns).toContain('EVI:p90');
    expect(plan.columns).toContain('B08@11');
    expect(plan.columns.filter((id) => /NDRE|CIre|NDTI|B05/.test(id))).toEqual([]);
  });

  it('leave weather and terrain out of the default set and take terrain once in the full one', () => {
    const place = { bands: ['B04', 'B08', 'TMEAN', 'PRECIP', 'elevation', 'slope'], periods: months(2022, 12) };
    expect(planFeatures(place).columns.filter((id) => /TMEAN|PRECIP|elevation|slope/.test(id))).toEqual([]);
    expect(planFeatures(place, 'full').columns.filter((id) => /elevation|slope/.test(id))).toEqual(['elevation', 'slope']);
  });

  it('keep the phase of the cycle from one year to another', () => {
    const values = (offset: number) => Uint16Array.from({ length: 12 }, (_, i) => 3000 + 1000 * Math.cos((2 * Math.PI * (i + offset)) / 12));
    const fit = (year: number) => {
      const out = new Float32Array(1);
      planFeatures({ bands: ['B08'], periods: months(year, 12) }, ['B08:h1cos']).compute(values(0.5), 1, out);
      return out[0] as number;
    };
    expect(fit(2021)).toBeCloseTo(fit(2022), 3);
    expect(Math.abs(fit(2024) - fit(2022))).toBeLessThan(5);
    expect(Math.abs(fit(2022) - 1000)).toBeLessThan(5);
  });

  it('refuse what is no feature and what the layout cannot give, by name', () => {
    expect(() => planFeatures(layout, ['NDVI:p33'])).toThrow(expect.objectContaining({ code: 'FEATURE_UNKNOWN', params: { feature: 'NDVI:p33' } }));
    expect(() => planFeatures(layout, 'toString')).toThrow(expect.objectContaining({ code: 'FEATURE_UNKNOWN' }));
    expect(() => planFeatures(layout, ['B8A@0'])).toThrow(expect.objectContaining({ code: 'FEATURE_UNAVAILABLE' }));
    expect(() => planFeatures(layout, ['B04@12'])).toThrow(expect.objectContaining({ code: 'FEATURE_UNAVAILABLE' }));
  });

  it('tell which bands they need', () => {
    expect(bandsOfColumns(['NDVI:p90', 'B02@0', 'EVI@1'])).toEqual(['B08', 'B04', 'B02']);
  });
});

describe('aligning periods', () => {
  it('finds the same months of another year, in the order of the model', () => {
    const trained = months(2022, 12);
    const offered = [...months(2020, 12).slice(10), ...months(2021, 10)];
    expect(alignPeriods(trained, offered)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1]);
    expect(alignPeriods(months(2024, 2), months(2023, 3))).toEqual([0, 1]);
  });

  it('gives nothing when a month is not there or the periods are of another length', () => {
    expect(alignPeriods(months(2022, 12), months(2021, 11))).toBeNull();
    expect(alignPeriods([{ start: '2022-05-01', end: '2022-05-10' }], months(2022, 12))).toBeNull();
  });
});
