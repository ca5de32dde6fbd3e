import { describe, expect, it } from 'vitest';
import { invert, northUp, toMap } from '../../src/shared/geo/affine.ts';
import { gridBounds, paddedWindow, sameGrid, snappedGrid, tileWindows, windowGrid, windowOf } from '../../src/shared/geo/grid.ts';

describe('grids', () => {
  it('snaps an area to multiples of the pixel size and covers it', () => {
    const grid = snappedGrid('EPSG:32631', [664_003, 5_611_128, 665_001, 5_612_117], 10);
    expect(gridBounds(grid)).toEqual([664_000, 5_611_120, 665_010, 5_612_120]);
    expect([grid.width, grid.height]).toEqual([101, 100]);
  });

  it('adds no pixel for bounds that are multiples already, in spite of rounding', () => {
    const grid = snappedGrid('EPSG:4326', [0.1, 0.1, 0.7000000000000001, 0.4], 0.1);
    expect([grid.width, grid.height]).toEqual([6, 3]);
  });

  it('tiles without gaps or overlaps', () => {
    const windows = tileWindows({ width: 1100, height: 700 }, 512);
    expect(windows).toHaveLength(6);
    expect(windows.reduce((sum, w) => sum + w.width * w.height, 0)).toBe(1100 * 700);
    expect(windows.at(-1)).toEqual({ column: 1024, row: 512, width: 76, height: 188 });
  });

  it('finds the window of an area and gives it back as a grid', () => {
    const grid = { crs: 'EPSG:32631', affine: northUp(500_000, 5_000_000, 10), width: 100, height: 100 };
    const window = windowOf(grid, [500_100, 4_999_500, 500_250, 4_999_800]);
    expect(window).toEqual({ column: 10, row: 20, width: 15, height: 30 });
    expect(window && gridBounds(windowGrid(grid, window))).toEqual([500_100, 4_999_500, 500_250, 4_999_800]);
    expect(windowOf(grid, [0, 0, 10, 10])).toBeNull();
  });

  it('pads a window only as far as the grid goes', () => {
    expect(paddedWindow({ column: 0, row: 90, width: 10, height: 10 }, 5, { width: 100, height: 100 })).toEqual({ column: 0, row: 85, width: 15, height: 15 });
  });

  it('inverts an affine, sheared ones too', () => {
    const affine = [10, 2, 0.5, 20, -0.25, -3] as const;
    const [x, y] = toMap(affine, 7, 11);
    const [column, row] = toMap(invert(affine), x, y);
    expect(column).toBeCloseTo(7, 9);
    expect(row).toBeCloseTo(11, 9);
    expect(() => invert([0, 1, 1, 0, 1, 1])).toThrow(RangeError);
  });

  it('tells grids apart that differ by more than a thousandth of a pixel', () => {
    const grid = { crs: 'EPSG:32631', affine: northUp(500_000, 5_000_000, 10), width: 100, height: 100 };
    expect(sameGrid(grid, { ...grid, affine: northUp(500_000.005, 5_000_000, 10) })).toBe(true);
    expect(sameGrid(grid, { ...grid, affine: northUp(500_000.05, 5_000_000, 10) })).toBe(false);
    expect(sameGrid(grid, { ...grid, crs: 'EPSG:32632' })).toBe(false);
  });
});
