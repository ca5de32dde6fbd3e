import { describe, expect, it } from 'vitest';
import { halve, overviewLevels } from '../../src/main/engine/composite/windows/halve.ts';
import { passesOf } from '../../src/main/engine/composite/pass.ts';
import { alignedOrigin, dividesEvenly } from '../../src/main/engine/composite/source.ts';
import { estimateComposite } from '../../src/main/engine/composite/estimate.ts';
import type { Scene } from '../../src/shared/records/scene.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';

const grid: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: 100, height: 80 };

function scene(id: string, datetime: string, change: Partial<Scene> = {}): Scene {
  return { id, datetime, product: 'sentinel-2-l2a', platform: 'S2A', baseline: '04.00', ...change } as Scene;
}

describe('passes of a satellite', () => {
  it('take the neighbouring tiles of one overflight together', () => {
    const passes = passesOf([
      scene('T31UFS', '2021-05-14T10:50:31Z'),
      scene('T31UGS', '2021-05-14T10:50:35Z'),
      scene('next day', '2021-05-15T10:50:31Z'),
      scene('other satellite', '2021-05-14T10:50:31Z', { platform: 'S2B' }),
    ]);
    expect(passes.map(({ date, scenes }) => [date, scenes.map(({ id }) => id)])).toEqual([
      ['2021-05-14', ['T31UFS', 'T31UGS']],
      ['2021-05-14', ['other satellite']],
      ['2021-05-15', ['next day']],
    ]);
  });

  it('keep two overflights of one day apart, as the far north has them', () => {
    expect(passesOf([scene('a', '2021-05-14T10:50:31Z'), scene('b', '2021-05-14T12:31:00Z')])).toHaveLength(2);
  });

  it('prefer the newer processing of the same data', () => {
    const [pass] = passesOf([scene('old', '2021-05-14T10:50:31Z', { baseline: '03.00' }), scene('new', '2021-05-14T10:50:31Z', { baseline: '05.00' })]);
    expect(pass?.scenes.map(({ id }) => id)).toEqual(['new', 'old']);
  });
});

describe('whether pixels coincide', () => {
  it('finds where a target lies on a source', () => {
    const target = { ...grid, affine: [600_100, 10, 0, 5_599_950, 0, -10] as const };
    expect(alignedOrigin(grid, target)).toEqual({ column: 10, row: 5 });
    expect(alignedOrigin(target, grid)).toEqual({ column: -10, row: -5 });
  });

  it('refuses half pixels, other sizes and other systems', () => {
    expect(alignedOrigin(grid, { ...grid, affine: [600_005, 10, 0, 5_600_000, 0, -10] })).toBeNull();
    expect(alignedOrigin(grid, { ...grid, affine: [600_000, 20, 0, 5_600_000, 0, -20] })).toBeNull();
    expect(alignedOrigin(grid, { ...grid, crs: 'EPSG:32632' })).toBeNull();
  });

  it('sees that 20 m pixels divide into 10 m ones and not the other way', () => {
    const coarse = { ...grid, affine: [600_000, 20, 0, 5_600_000, 0, -20] as const };
    expect(dividesEvenly(coarse, grid)).toBe(true);
    expect(dividesEvenly(grid, coarse)).toBe(false);
    expect(dividesEvenly({ ...coarse, affine: [600_005, 20, 0, 5_600_000, 0, -20] }, grid)).toBe(false);
  });
});

describe('overviews', () => {
  it('average what is not nodata, to the edge of odd sizes', () => {
    const N = 65_535;
    const plane = { width: 3, height: 3, values: Uint16Array.from([10, 20, N, 30, 41, 7, N, N, 9]) };
    expect(halve(plane)).toEqual({ width: 2, height: 2, values: Uint16Array.from([25, 7, N, 9]) });
  });

  it('go down until one block holds the raster', () => {
    expect([512, 513, 1000, 1025, 10_980].map((side) => overviewLevels(side, 100, 512))).toEqual([0, 1, 1, 2, 5]);
  });
});

describe('the estimate of a composite', () => {
  const work = { windowReads: 720e6, jp2Reads: 0, warpReads: 0, written: 132e6, keptBytes: 0, scratchBytes: 264e6, windowBytes: 100e6, workers: 2 };

  it('grows with what must be decoded and falls with the workers', () => {
    const plain = estimateComposite(work);
    expect(estimateComposite({ ...work, jp2Reads: 720e6 }).seconds).toBeGreaterThan(5 * plain.seconds);
    expect(estimateComposite({ ...work, workers: 4 }).seconds).toBeLessThan(plain.seconds);
    expect(plain.memoryMB).toBe(640);
  });
});
