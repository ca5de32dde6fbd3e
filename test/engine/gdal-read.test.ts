import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { transformBounds, transformPoints, lonLatBoxes } from '../../src/main/engine/gdal/crs.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { type Resampling, readOnGrid, readWindow } from '../../src/main/engine/gdal/read.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import { type Grid, gridBounds, snappedGrid, tileWindows } from '../../src/shared/geo/grid.ts';
import { sharedData } from '../real-data.ts';

const scratch = mkdtempSync(join(tmpdir(), 'furrow-gdal-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const gdalwarp = hasProgram('gdalwarp');
const reason = gdalwarp ? '' : ' (skipped: gdalwarp of gdal-bin is not installed)';

/** What GDAL's own program makes of band 1 of `source` on `grid`. */
function byProgram(source: string, grid: Grid, resampling: string): Uint16Array {
  const out = join(scratch, `warp-${Math.abs(grid.affine[0])}-${resampling}.tif`);
  const [minX, minY, maxX, maxY] = gridBounds(grid);
  execFileSync('gdalwarp', ['-q', '-overwrite', '-t_srs', grid.crs, '-te', ...[minX, minY, maxX, maxY].map(String), '-ts', String(grid.width), String(grid.height), '-r', resampling, '-srcnodata', '0', '-dstnodata', '0', source, out]);
  return readWindow(out, 1, { column: 0, row: 0, width: grid.width, height: grid.height }, 'uint16');
}

/** A 200 × 160 raster at 20 m with a smooth pattern and a hole. */
async function makeSource(): Promise<{ path: string; grid: Grid }> {
  const grid: Grid = { crs: 'EPSG:32631', affine: northUp(480_000, 5_500_000, 20), width: 200, height: 160 };
  const plane = new Uint16Array(grid.width * grid.height);
  for (let i = 0; i < plane.length; i++) plane[i] = 2000 + Math.round(800 * Math.sin(i / 37) + 500 * Math.cos((i % 200) / 11));
  plane.fill(0, 4000, 4080);
  const path = join(scratch, 'source.tif');
  await writeGeotiff(path, grid, { dtype: 'uint16', planes: [plane], nodata: 0 });
  return { path, grid };
}

describe('reading onto a grid', () => {
  const cases: [string, Resampling, string][] = [
    ['EPSG:32632', 'bilinear', 'bilinear'],
    ['EPSG:3035', 'cubic', 'cubic'],
    ['EPSG:2154', 'nearest', 'near'],
    ['EPSG:4326', 'bilinear', 'bilinear'],
  ];
  it.skipIf(!gdalwarp).each(cases)(`gives the pixels of gdalwarp in %s, %s${reason}`, async (crs, resampling, name) => {
    const source = await makeSource();
    const resolution = crs === 'EPSG:4326' ? 0.0002 : 20;
    const grid = snappedGrid(crs, transformBounds(gridBounds(source.grid), source.grid.crs, crs), resolution);
    const ours = readOnGrid({ path: source.path, bandIndex: 1, grid, resampling, dtype: 'uint16', sourceNodata: 0, nodata: 0 });
    expect(ours.filter((value) => value > 0).length).toBeGreaterThan(20_000);
    expect(Buffer.compare(Buffer.from(ours.buffer), Buffer.from(byProgram(source.path, grid, name).buffer))).toBe(0);
  });

  it.skipIf(!gdalwarp)(`gives the pixels of gdalwarp where 20 m pixels become 10 m ones by copying${reason}`, async () => {
    const source = await makeSource();
    const grid: Grid = { crs: 'EPSG:32631', affine: northUp(480_050, 5_499_930, 10), width: 300, height: 250 };
    const ours = readOnGrid({ path: source.path, bandIndex: 1, grid, resampling: 'nearest', dtype: 'uint16', sourceNodata: 0, nodata: 0 });
    expect(Buffer.compare(Buffer.from(ours.buffer), Buffer.from(byProgram(source.path, grid, 'near').buffer))).toBe(0);
  });

  it('puts nodata where the source ends, and leaves stored values alone', async () => {
    const source = await makeSource();
    const grid: Grid = { ...source.grid, affine: northUp(479_980, 5_500_020, 20) };
    const ours = readOnGrid({ path: source.path, bandIndex: 1, grid, resampling: 'bilinear', dtype: 'uint16', sourceNodata: 0, nodata: 65_535 });
    const stored = readWindow(source.path, 1, { column: 0, row: 0, width: 1, height: 1 }, 'uint16')[0];
    expect(ours[0]).toBe(65_535);
    expect(ours[grid.width + 1]).toBe(stored);
    expect(ours.filter((value) => value === 65_535).length).toBe(200 + 159 + 80);
  });

  it('gives the same pixels by windows as in one piece where nothing is reprojected', async () => {
    const source = await makeSource();
    const grid: Grid = { crs: 'EPSG:32631', affine: northUp(480_000, 5_500_000, 10), width: 400, height: 320 };
    const whole = readOnGrid({ path: source.path, bandIndex: 1, grid, resampling: 'bilinear', dtype: 'uint16', sourceNodata: 0, nodata: 0 });
    for (const window of tileWindows(grid, 128)) {
      const part: Grid = { ...grid, affine: northUp(480_000 + window.column * 10, 5_500_000 - window.row * 10, 10), width: window.width, height: window.height };
      const pixels = readOnGrid({ path: source.path, bandIndex: 1, grid: part, resampling: 'bilinear', dtype: 'uint16', sourceNodata: 0, nodata: 0 });
      for (let row = 0; row < window.height; row++) {
        const start = (window.row + row) * grid.width + window.column;
        expect(pixels.subarray(row * window.width, (row + 1) * window.width)).toEqual(whole.subarray(start, start + window.width));
      }
    }
  });
});

describe('coordinate systems', () => {
  it('keeps x before y whatever the authority says', () => {
    const { x, y } = transformPoints([10], [52], 'EPSG:4326', 'EPSG:3035');
    expect([x[0], y[0]].map((value) => Math.round(value ?? NaN))).toEqual([4_321_000, 3_210_000]);
  });

  it('splits the box of a tile on the antimeridian', () => {
    const boxes = lonLatBoxes([300_000, 7_200_000, 409_800, 7_309_800], 'EPSG:32601');
    expect(boxes).toHaveLength(2);
    expect(boxes[0]?.[2]).toBe(180);
    expect(boxes[1]?.[0]).toBe(-180);
  });

  it.skipIf(!sharedData)('names a local system by its WKT and a known one by its code (skipped where the real data are not beside the checkout)', () => {
    const folder = join(sharedData ?? '', 'exeter-s2');
    expect(describeRaster(join(folder, 'exe_2024-06-02_12-21-19_EPSG27700.tif')).crs).toBe('EPSG:27700');
    expect(describeRaster(join(folder, 'exe_2024-08-01_12-21-19.tif')).crs).toMatch(/^PROJCS\["unknown"/);
  });
});

describe('refusing', () => {
  it.each(['/vsicurl/http://example.org/a.tif', 'http://example.org/a.tif', '/vsis3/bucket/a.tif', '/vsizip/vsicurl/http://example.org/a.zip/a.tif'])('reads nothing from a network: %s', (path) => {
    expect(() => describeRaster(path)).toThrow(/local files only/);
  });

  it('says that a file is not there, or no raster', () => {
    expect(() => describeRaster(join(scratch, 'nothing.tif'))).toThrow(/does not exist/);
    expect(() => describeRaster(import.meta.filename)).toThrow(/cannot be read as a raster/);
  });
});
