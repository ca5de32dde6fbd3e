import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import { daysOf, periodsFrom } from '../../src/main/engine/ingest/worldcereal-netcdf/time-axis.ts';
import { worldcerealBand } from '../../src/main/engine/ingest/worldcereal-band.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';
import { testEngine, type TestEngine } from './ingest-engine.ts';

const GRID: Grid = { crs: 'EPSG:32613', affine: [300_000, 30, 0, 3_300_000, 0, -30], width: 16, height: 16 };

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine[Symbol.dispose]());

describe('an HLS granule', () => {
  it('becomes one scene with its Fmask; Landsat’s bands carry the names of Sentinel-2’s', async () => {
    const folder = join(engine.inputs, 'hls');
    mkdirSync(folder);
    const int16 = { dtype: 'int16' as const, planes: [new Int16Array(256).fill(500)], nodata: -9999 };
    for (const band of ['B02', 'B03', 'B04', 'B08', 'B8A', 'B11', 'B12']) await writeGeotiff(join(folder, `HLS.S30.T13RCN.2024128T173909.v2.0.${band}.tif`), GRID, int16);
    await writeGeotiff(join(folder, 'HLS.S30.T13RCN.2024128T173909.v2.0.Fmask.tif'), GRID, { dtype: 'uint8', planes: [new Uint8Array(256).fill(64)], nodata: 255 });
    await writeGeotiff(join(folder, 'HLS.S30.T13RCN.2024128T173909.v2.0.SZA.tif'), GRID, int16);
    for (const band of ['B04', 'B05', 'B06', 'B10']) await writeGeotiff(join(folder, `HLS.L30.T13RCN.2024130T172000.v2.0.${band}.tif`), GRID, int16);
    const { imported, skipped } = await importPaths(engine, [folder]);
    expect(skipped).toEqual([]);
    expect(imported.map(({ id, datetime, bands }) => [id, datetime, bands])).toEqual([
      ['HLS.L30.T13RCN.2024130T172000.v2.0', '2024-05-09T17:20:00Z', ['B04', 'B8A', 'B11']],
      ['HLS.S30.T13RCN.2024128T173909.v2.0', '2024-05-07T17:39:09Z', ['B02', 'B03', 'B04', 'B08', 'B8A', 'B11', 'B12', 'FMASK']],
    ]);
    expect(imported[1]?.warnings.map(textOf)).toEqual([]);
    const { assets } = engine.catalog.scene.get('HLS.S30.T13RCN.2024128T173909.v2.0');
    expect(assets[0]).toMatchObject({ band: 'B02', scale: 1e-4, offset: 0, nodata: -9999, dtype: 'int16' });
    expect(assets.at(-1)).toMatchObject({ band: 'FMASK', scale: 1, nodata: 255, quantity: 'quality' });
  });

  it('of version 1.4 is refused for want of the HDF4 driver', async () => {
    const path = join(engine.inputs, 'HLS.S30.T13RCN.2018128T173909.v1.4.hdf');
    writeFileSync(path, 'x');
    await expect(importPaths(engine, [path])).rejects.toMatchObject({ code: 'DRIVER_MISSING', params: { driver: 'HDF4' } });
  });

  it.skipIf(!sharedData)('that is the real Fmask alone is taken with a warning (needs the shared data)', async () => {
    const { imported } = await importPaths(engine, [join(sharedData ?? '', 'hls')]);
    expect(imported).toMatchObject([{ id: 'HLS.S30.T13RCN.2024128T173909.v2.0', crs: 'EPSG:32613', bands: ['FMASK'] }]);
    expect(imported[0]?.warnings.map(textOf).at(-1)).toMatch(/^Only its quality layer is here/);
    expect(engine.catalog.scene.list()[0]).toMatchObject({ cloudCover: 9, platform: 'Sentinel-2B', tile: '13RCN' });
  });
});

describe('a cropland mask', () => {
  it('of WorldCover counts class 40, or what the user says', async () => {
    const path = join(engine.inputs, 'ESA_WorldCover_10m_2021_v200_N48E000_Map.tif');
    await writeGeotiff(path, GRID, { dtype: 'uint8', planes: [Uint8Array.from({ length: 256 }, (_, i) => (i % 2 ? 40 : 10))], nodata: 0 });
    const { imported } = await importPaths(engine, [path]);
    expect(imported).toMatchObject([{ kind: 'mask', id: 'ESA_WorldCover_10m_2021_v200_N48E000_Map', warnings: [] }]);
    expect(engine.catalog.mask.list()[0]).toMatchObject({ croplandValues: [40], path: path, grid: { crs: 'EPSG:32613' } });
    await importPaths(engine, [path], { croplandValues: [10, 40] });
    expect(engine.catalog.mask.list()).toMatchObject([{ croplandValues: [10, 40] }]);
  });

  it('is recognised by its palette, or taken on demand; an unknown legend is said', async () => {
    const palette = join(engine.inputs, 'national.tif');
    const plane = Uint8Array.from({ length: 256 }, (_, i) => (i % 3) * 20);
    await writeCog(palette, GRID, [plane], [{ dtype: 'uint8', palette: [[0, 0, 0, 0], [255, 0, 0, 255]] }], { overviews: 'mode' });
    expect((await importPaths(engine, [palette])).imported[0]?.warnings.map(textOf)[0]).toMatch(/legend is not known: 40 is taken as cropland/);
    const plain = join(engine.inputs, 'plain.tif');
    await writeGeotiff(plain, GRID, { dtype: 'uint8', planes: [plane], nodata: null });
    await expect(importPaths(engine, [plain])).rejects.toMatchObject({ code: 'BANDS_UNNAMED' });
    expect((await importPaths(engine, [plain], { as: 'cropland-mask', croplandValues: [7] })).imported[0]?.warnings.map(textOf)).toEqual(['A sample of it holds none of its cropland values; it holds 0, 20, 40.']);
  });

  it.skipIf(!sharedData)('of the real Cropland Data Layer counts its cultivated codes (needs the shared data)', async () => {
    const { imported, skipped } = await importPaths(engine, [join(sharedData ?? '', 'cdl')]);
    expect(imported).toMatchObject([{ kind: 'mask', crs: 'EPSG:5070', warnings: [] }]);
    const values = engine.catalog.mask.list()[0]?.croplandValues ?? [];
    expect([1, 5, 24, 61, 225].every((code) => values.includes(code))).toBe(true);
    expect([63, 111, 121, 141, 176, 190].some((code) => values.includes(code))).toBe(false);
    expect(skipped.map(({ code }) => code).sort()).toEqual(['BANDS_UNNAMED', 'PRODUCT_NOT_UNDERSTOOD']);
  });
});

describe('a WorldCereal patch', () => {
  it.each([['S2-L2A-B8A', 'B8A'], ['B02', 'B02'], ['B2', 'B02'], ['S1-SIGMA0-VH', 'VH'], ['VV', 'VV'], ['AGERA5-TMEAN', 'TMEAN'], ['temperature_2m', 'TMEAN'], ['AGERA5-PRECIP', 'PRECIP'], ['COP-DEM', 'elevation'], ['slope', 'slope']])('knows “%s” as %s', (name, band) => expect(worldcerealBand(name)).toBe(band));
  it.each(['SCL', 'WORLDCEREAL_SEASON1', 'crs', 'B10'])('knows no band in “%s”', (name) => expect(worldcerealBand(name)).toBeNull());

  it('has periods of months, dekads or whatever its dates say', () => {
    expect(daysOf([11262, 11292], 'days since 1990-01-01')).toEqual(['2020-11-01', '2020-12-01']);
    expect(daysOf([24], 'hours since 2021-01-31 00:00:00')).toEqual(['2021-02-01']);
    expect(daysOf([1], 'metres')).toBeNull();
    const days = (...texts: string[]): Parameters<typeof periodsFrom>[0] => texts as unknown as Parameters<typeof periodsFrom>[0];
    expect(periodsFrom(days('2020-12-01', '2021-02-01'))).toEqual([{ start: '2020-12-01', end: '2020-12-31', name: '2020-12' }, { start: '2021-02-01', end: '2021-02-28', name: '2021-02' }]);
    expect(periodsFrom(days('2020-12-01', '2020-12-11', '2020-12-21')).map(({ end, name }) => [end, name])).toEqual([['2020-12-10', '2020-12-01'], ['2020-12-20', '2020-12-11'], ['2020-12-31', '2020-12-21']]);
    expect(periodsFrom(days('2021-05-05', '2021-05-15')).map(({ end }) => end)).toEqual(['2021-05-14', '2021-05-15']);
  });

  it('with short names, flat terrain layers, dekads and labels keeps its unsigned values; what it leaves out is said', async () => {
    const { imported } = await importPaths(engine, [fileURLToPath(new URL('../fixtures/worldcereal/short-names.nc', import.meta.url))]);
    expect(imported).toMatchObject([
      {
        bands: ['B04', 'B08', 'VV', 'TMEAN', 'elevation', 'slope'],
        warnings: [{ text: 'It has no B02, B03, B05, B06, B07, B8A, B11, B12, VH, PRECIP.' }, { text: 'Not taken, for they are no bands that Furrow knows: LABELS.' }, { text: 'VV held 0, which is no backscatter: taken as no data (1 value).' }],
      },
    ]);
    const { periods, grid } = engine.catalog.composite.get('short-names');
    expect(grid).toEqual({ crs: 'EPSG:32631', affine: [664_000, 10, 0, 5_612_000, 0, -10], width: 4, height: 3 });
    expect(periods.map(({ start, end, path, clearFraction }) => [start, end, path.split('/').pop(), clearFraction])).toEqual([
      ['2021-01-01', '2021-01-10', '2021-01-01.tif', 1],
      ['2021-01-11', '2021-01-20', '2021-01-11.tif', 0],
      ['2021-01-21', '2021-01-31', '2021-01-21.tif', 11 / 12],
    ]);
    const read = (period: number, band: number): number[] => [...readWindow(engine.workspace.absolute(periods[period]?.path ?? ''), band, { column: 0, row: 0, width: 4, height: 3 }, 'uint16')];
    expect(read(0, 1)).toEqual([40_000, 32_769, 40_002, 40_003, 40_004, 40_005, 40_006, 40_007, 40_008, 40_009, 40_010, 40_011]);
    expect(read(0, 3)).toEqual([20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006, 20_007, 20_008, 20_009, 20_010, 65_535]);
    expect(read(2, 1)[0]).toBe(65_535);
    for (const period of [0, 1, 2]) expect(read(period, 5)).toEqual([150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161]);
    expect(read(2, 7)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it.skipIf(!sharedData)('keeps every value of the real file in one COG per month (needs the shared data)', async () => {
    const { imported } = await importPaths(engine, [join(sharedData ?? '', 'worldcereal/worldcereal_preprocessed_inputs.nc')]);
    expect(imported).toMatchObject([{ id: 'worldcereal_preprocessed_inputs', kind: 'composite', crs: 'EPSG:32631', datetime: '2020-11-01', warnings: [{ text: 'It has no B8A.' }] }]);
    const composite = engine.catalog.composite.get('worldcereal_preprocessed_inputs');
    expect(composite.bands.map(({ band, quantity, scale }) => [band, quantity, scale])).toEqual([
      ...['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B11', 'B12'].map((band) => [band, 'reflectance', 1e-4]),
      ['VV', 'sigma0', 1], ['VH', 'sigma0', 1], ['TMEAN', 'temperature', 0.01], ['PRECIP', 'precipitation', 1e-5], ['elevation', 'elevation', 1], ['slope', 'slope', 1],
    ]);
    expect(composite.grid).toEqual({ crs: 'EPSG:32631', affine: [664_000, 10, 0, 5_612_120, 0, -10], width: 100, height: 100 });
    expect(composite.periods.map(({ start }) => start.slice(0, 7))).toEqual(['2020-11', '2020-12', '2021-01', '2021-02', '2021-03', '2021-04', '2021-05', '2021-06', '2021-07', '2021-08', '2021-09', '2021-10']);
    expect(composite.periods[0]).toMatchObject({ end: '2020-11-30', path: 'composites/worldcereal_preprocessed_inputs/2020-11.tif', clearFraction: 1 });

    interface Golden {
      readonly variables: Readonly<Record<string, readonly { sum: number; min: number | null; max: number | null; missing: number; at: number }[]>>;
      readonly clear: readonly number[];
    }
    const golden = JSON.parse(readFileSync(new URL('../golden/worldcereal-patch.json', import.meta.url), 'utf8')) as Golden;
    const variables = composite.settings['variables'] as Record<string, string>;
    const window = { column: 0, row: 0, width: 100, height: 100 };
    for (const [month, { path }] of composite.periods.entries()) {
      const file = engine.workspace.absolute(path);
      for (const [index, { band }] of composite.bands.entries()) {
        const values = readWindow(file, index + 1, window, 'uint16');
        const valid = values.filter((value) => value !== 65_535);
        const found = { sum: valid.reduce((sum, value) => sum + value, 0), min: valid.length ? Math.min(...valid) : null, max: valid.length ? Math.max(...valid) : null, missing: values.length - valid.length, at: values[1742] };
        expect({ band, month, ...found }).toEqual({ band, month, ...golden.variables[variables[band] ?? '']?.[month] });
      }
      const count = readWindow(file, composite.bands.length + 1, window, 'uint16');
      expect(count.reduce((sum, value) => sum + value, 0)).toBe(golden.clear[month]);
    }
    const described = describeRaster(engine.workspace.absolute(composite.periods[0]?.path ?? ''));
    expect(described.bands.map(({ description }) => description)).toEqual([...composite.bands.map(({ band }) => band), 'count']);
    expect(described.bands.map(({ nodata }) => nodata)).toEqual(Array.from({ length: 16 }, () => 65_535));
  });

  it.skipIf(!sharedData)('is found by --as only when it is that, and renewed in place (needs the shared data)', async () => {
    const path = join(engine.inputs, 'patch.nc');
    copyFileSync(join(sharedData ?? '', 'worldcereal/worldcereal_preprocessed_inputs.nc'), path);
    await expect(importPaths(engine, [path], { as: 'hls' })).rejects.toMatchObject({ code: 'PRODUCT_NOT_UNDERSTOOD' });
    await expect(importPaths(engine, [path], { as: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await importPaths(engine, [path]);
    expect((await importPaths(engine, [path], { as: 'worldcereal-netcdf' })).imported).toMatchObject([{ id: 'patch', updated: true }]);
  });
});
