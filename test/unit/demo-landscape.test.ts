import { describe, expect, it } from 'vitest';
import { PARTS } from '../../src/main/engine/demo/landscape/cover.ts';
import { type Landscape, landscapeOf } from '../../src/main/engine/demo/landscape/landscape.ts';
import { areaOf, clipHalf, fillPolygon, type Polygon } from '../../src/main/engine/demo/landscape/polygon.ts';
import { declarationsOf } from '../../src/main/engine/demo/ground/parcels.ts';
import { landCover } from '../../src/main/engine/demo/ground/land-cover.ts';
import { truthOf } from '../../src/main/engine/demo/ground/truth.ts';

const country = landscapeOf({ seed: 7, year: 2022, sizePx: 512 });
const fields = [...country.fields.values()];

function sharesOf(landscape: Landscape): Map<string, number> {
  const total = [...landscape.fields.values()].reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const shares = new Map<string, number>();
  for (const { crop, areaM2 } of landscape.fields.values()) shares.set(crop, (shares.get(crop) ?? 0) + areaM2 / total);
  return shares;
}

describe('the simulated country', () => {
  it('is the same for the same seed and another for another', () => {
    const again = landscapeOf({ seed: 7, year: 2022, sizePx: 128 });
    const other = landscapeOf({ seed: 8, year: 2022, sizePx: 128 });
    const third = landscapeOf({ seed: 7, year: 2022, sizePx: 128 });
    expect(third.cover.labels).toEqual(again.cover.labels);
    expect(third).not.toBe(again);
    expect(other.cover.labels).not.toEqual(again.cover.labels);
  });

  it('has fields of half a hectare to twenty, most of them of a few', () => {
    const hectares = fields.map(({ areaM2 }) => areaM2 / 10_000).sort((a, b) => a - b);
    expect(fields.length).toBeGreaterThan(350);
    expect(hectares.at(0)).toBeGreaterThan(0.3);
    expect(hectares.at(-1)).toBeLessThan(25);
    expect(hectares[hectares.length >> 1]).toBeGreaterThan(2.5);
    expect(hectares[hectares.length >> 1]).toBeLessThan(7);
  });

  it('grows twelve crops and more, winter wheat on a quarter to a half of the land', () => {
    const shares = sharesOf(country);
    expect(shares.size).toBeGreaterThanOrEqual(12);
    expect(Math.max(...shares.values())).toBe(shares.get('BTH'));
    expect(shares.get('BTH')).toBeGreaterThan(0.25);
    expect(shares.get('BTH')).toBeLessThan(0.5);
    for (const crop of ['ORH', 'ORP', 'CZH', 'MIS', 'BTN', 'TRN', 'PPR', 'PTC', 'CAR', 'PTR', 'PPH']) expect(fields.filter((field) => field.crop === crop).length).toBeGreaterThanOrEqual(12);
  });

  it('has a village, woods, hedges, roads and water', () => {
    const surfaces = new Set(Array.from({ length: 512 * 512 }, (_, pixel) => country.objects[country.cover.labels[pixel * PARTS] ?? 0]?.surface));
    for (const surface of ['crop', 'wood', 'conifer', 'hedge', 'asphalt', 'garden', 'roof', 'water', 'verge'] as const) expect(surfaces).toContain(surface);
  });

  it('fills every pixel with sixteen sixteenths', () => {
    for (let pixel = 0; pixel < 512 * 512; pixel += 97) {
      let sum = 0;
      for (let part = 0; part < PARTS; part++) sum += country.cover.shares[pixel * PARTS + part] ?? 0;
      expect(sum).toBe(16);
    }
  });

  it('keeps its fields from year to year and rotates their crops', () => {
    const next = landscapeOf({ seed: 7, year: 2023, sizePx: 512 });
    expect(next.cover.labels).toEqual(country.cover.labels);
    const wheat = fields.filter(({ crop }) => crop === 'BTH');
    expect(wheat.filter(({ label }) => next.fields.get(label)?.crop === 'BTH').length).toBe(0);
    for (const field of fields) expect(next.fields.get(field.label)).toMatchObject({ crop: field.after, before: field.crop });
  });
});

describe('the declared parcels', () => {
  const declared = declarationsOf(country);
  const inside = fields.filter(({ middle: [x, y] }) => x > 0 && y > 0 && x < 5120 && y < 5120);

  it('leave out about one field in nine', () => {
    const share = declared.length / inside.length;
    expect(share).toBeGreaterThan(0.84);
    expect(share).toBeLessThan(0.94);
  });

  it('name the wrong crop for one field in fifty', () => {
    const truth = truthOf(country);
    const wrong = declared.filter(({ ring, code }) => {
      const at = ring.reduce<readonly [number, number]>(([x, y], [px, py]) => [x + px / ring.length, y + py / ring.length], [0, 0]);
      const value = truth[Math.floor(at[1] / 10) * 512 + Math.floor(at[0] / 10)];
      return value !== 0 && value !== undefined && inside.every((field) => field.crop !== code || Math.hypot(field.middle[0] - at[0], field.middle[1] - at[1]) > 60);
    });
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.length).toBeLessThan(declared.length * 0.05);
  });

  it('have numbers of their own and areas that fit their rings', () => {
    expect(new Set(declared.map(({ id }) => id)).size).toBe(declared.length);
    const off = declared.filter(({ ring, hectares }) => Math.abs(areaOf(ring) / 10_000 - hectares) > 0.02);
    // Those whose ring was broken afterwards.
    expect(off.length).toBeLessThan(12);
  });
});

describe('the land cover map', () => {
  it('is mostly right about cropland, and not always', () => {
    const cover = landCover(country);
    const truth = truthOf(country);
    let [hits, missed, extra] = [0, 0, 0];
    cover.forEach((value, pixel) => {
      const arable = (truth[pixel] ?? 0) > 0 && (truth[pixel] ?? 0) <= 10;
      if (arable && value === 40) hits++;
      else if (arable) missed++;
      else if (value === 40) extra++;
    });
    expect(hits / (hits + missed)).toBeGreaterThan(0.93);
    expect(hits / (hits + missed)).toBeLessThan(0.995);
    expect(extra / hits).toBeGreaterThan(0.01);
    expect(new Set(cover)).toEqual(new Set([10, 30, 40, 50, 60, 80]));
  });
});

describe('polygons', () => {
  const square: Polygon = [[0, 0], [10, 0], [10, 10], [0, 10]];

  it('are cut by a line into parts that add up', () => {
    const line = { through: [4, 0], along: [0, 1] } as const;
    expect(areaOf(clipHalf(square, line, 1, 0)) + areaOf(clipHalf(square, line, -1, 0))).toBeCloseTo(100, 9);
    expect(areaOf(clipHalf(square, line, 1, 1)) + areaOf(clipHalf(square, line, -1, 1))).toBeCloseTo(80, 9);
  });

  it('are drawn where cell centres lie inside', () => {
    const cells = new Uint16Array(100);
    fillPolygon(cells, 10, 1, [[2, 2], [5, 2], [5, 4], [2, 4]], 3);
    expect(cells.reduce((sum, value) => sum + value, 0)).toBe(18);
    expect([cells[22], cells[34], cells[25]]).toEqual([3, 3, 0]);
  });
});
