import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { parseTime, timeInName } from '../../src/main/engine/ingest/acquisition-time.ts';
import { canonicalBand } from '../../src/main/engine/ingest/band-name.ts';
import { namedBand } from '../../src/main/engine/ingest/geotiff-stack/band-file.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';
import { testEngine, type TestEngine } from './ingest-engine.ts';

const grid = (side = 20, pixel = 10): Grid => ({ crs: 'EPSG:32631', affine: [600_000, pixel, 0, 5_700_000, 0, -pixel], width: side, height: side });
const plane = (base: number, side = 20): Uint16Array => Uint16Array.from({ length: side * side }, (_, i) => base + i);

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine[Symbol.dispose]());

async function stack(name: string, descriptions: readonly string[], metadata: Record<string, string> = {}, base = 300): Promise<string> {
  const path = join(engine.inputs, 'series', name);
  mkdirSync(join(path, '..'), { recursive: true });
  await writeCog(path, grid(), descriptions.map((_, i) => plane(base + i)), descriptions.map((description) => ({ dtype: 'uint16' as const, description, nodata: 0 })), { overviews: 'nearest', metadata });
  return path;
}

describe('names', () => {
  it.each([
    ['B2', 'B02'], ['b8a', 'B8A'], ['B02_10m', 'B02'], ['S2-L2A-B11', 'B11'], ['nir08', 'B8A'], ['red-jp2', 'B04'], ['scl_20m', 'SCL'], ['Fmask', 'FMASK'], ['Band 4', 'B04'], ['OPTICAL-B12', 'B12'],
  ])('takes “%s” for %s', (text, band) => expect(canonicalBand(text)).toBe(band));
  it.each(['B13', 'B2A', 'visual', '4', '10', 'UTM', 'rededge', 'B', ''])('takes “%s” for no band', (text) => expect(canonicalBand(text)).toBeNull());

  it.each([
    ['2021-05-14_B02.tif', 'B02', '2021-05-14', null],
    ['T31UFS_20210514T104619_SCL_20m.tif', 'SCL', 'T31UFS_20210514T104619', 20],
    ['20210514.B8A.tif', 'B8A', '20210514', null],
    ['S2A_20210514_nir.tiff', 'B08', 'S2A_20210514', null],
  ])('reads band, group and resolution from “%s”', (name, band, group, resolution) => expect(namedBand(name)).toEqual({ band, group, resolution }));
  it.each(['exe_2024-06-17_12-21-21_UTM.tif', 'B02.tif', '2021-05-14.tif'])('sees no band of a set in “%s”', (name) => expect(namedBand(name)).toBeNull());

  it.each([
    ['2024-06-02', '2024-06-02T00:00:00Z'], ['20240602T112119', '2024-06-02T11:21:19Z'], ['x_2024_06_02_y', '2024-06-02T00:00:00Z'], ['HLS.S30.T13RCN.2024128T173909', '2024-05-07T17:39:09Z'],
  ])('reads the date in “%s”', (name, time) => expect(timeInName(name)).toBe(time));
  it.each(['2023-02-30', '20231301', 'no date', '123456789'])('reads no date in “%s”', (name) => expect(timeInName(name)).toBeNull());
  it('brings times with a zone to UTC', () => expect(parseTime('2024-06-02T12:21:19+01:00')).toBe('2024-06-02T11:21:19Z'));
});

describe('a series of GeoTIFFs', () => {
  it('with band descriptions and a date tag becomes one scene per file', async () => {
    await stack('a.tif', ['B02', 'blue_something', 'SCL'], { datetime: '2024-06-02T11:21:19Z' });
    await stack('b.tif', ['blue', 'nir', 'scl'], { ACQUISITION_DATE: '2024-07-01' });
    const { imported } = await importPaths(engine, [join(engine.inputs, 'series')]);
    expect(imported.map(({ id, datetime, bands }) => [id, datetime, bands])).toEqual([
      ['a', '2024-06-02T11:21:19Z', ['B02', 'blue_something', 'SCL']],
      ['b', '2024-07-01T00:00:00Z', ['B02', 'B08', 'SCL']],
    ]);
    expect(engine.catalog.scene.get('a').assets.map(({ band, bandIndex, quantity, scale, offset, nodata }) => ({ band, bandIndex, quantity, scale, offset, nodata }))).toEqual([
      { band: 'B02', bandIndex: 1, quantity: 'reflectance', scale: 1e-4, offset: 0, nodata: 0 },
      { band: 'blue_something', bandIndex: 2, quantity: 'other', scale: 1, offset: 0, nodata: 0 },
      { band: 'SCL', bandIndex: 3, quantity: 'quality', scale: 1, offset: 0, nodata: 0 },
    ]);
  });

  it('takes bands, offset and date from the user', async () => {
    const path = await stack('untitled.tif', ['', '', ''], {}, 1300);
    await expect(importPaths(engine, [path])).rejects.toMatchObject({ code: 'BANDS_UNNAMED', params: { count: 3 } });
    await expect(importPaths(engine, [path], { bands: ['B02', 'B04'], datetime: '2024-06-02' })).rejects.toMatchObject({ code: 'BANDS_UNNAMED' });
    const { imported } = await importPaths(engine, [path], { bands: ['B04', 'skip', 'B08'], boaOffset: -1000, datetime: '2024-06-02' });
    expect(imported).toMatchObject([{ bands: ['B04', 'B08'], datetime: '2024-06-02T00:00:00Z', warnings: [] }]);
    expect(engine.catalog.scene.get('untitled').assets.map(({ bandIndex, offset }) => [bandIndex, offset])).toEqual([[1, -1000], [3, -1000]]);
  });

  it('believes a tag, then the name, and TIFFTAG_DATETIME only with a warning', async () => {
    const named = await stack('s_2024-06-02.tif', ['B04'], { datetime: 'yesterday', TIFFTAG_DATETIME: '2025:01:01 00:00:00' });
    expect((await importPaths(engine, [named])).imported).toMatchObject([{ datetime: '2024-06-02T00:00:00Z', warnings: [{ text: 'Its tag datetime is no date (“yesterday”).' }] }]);
    const written = await stack('plain.tif', ['B04'], { TIFFTAG_DATETIME: '2025:01:01 10:20:30' });
    const { imported } = await importPaths(engine, [written]);
    expect(imported[0]?.datetime).toBe('2025-01-01T10:20:30Z');
    expect(imported[0]?.warnings.map(textOf)[0]).toMatch(/TIFFTAG_DATETIME, which may be the day the file was written/);
  });

  it('of single bands becomes one scene per date, with each band at its own resolution', async () => {
    const folder = join(engine.inputs, 'loose');
    mkdirSync(folder);
    for (const date of ['20210514', '20210519']) {
      await writeGeotiff(join(folder, `T31UFS_${date}_B04_10m.tif`), grid(), { dtype: 'uint16', planes: [plane(300)], nodata: 0 });
      await writeGeotiff(join(folder, `T31UFS_${date}_B8A_20m.tif`), grid(10, 20), { dtype: 'uint16', planes: [plane(900, 10)], nodata: 0 });
      await writeGeotiff(join(folder, `T31UFS_${date}_B04_20m.tif`), grid(10, 20), { dtype: 'uint16', planes: [plane(300, 10)], nodata: 0 });
    }
    const { imported, skipped } = await importPaths(engine, [folder]);
    expect(skipped).toEqual([]);
    expect(imported.map(({ id, datetime }) => [id, datetime])).toEqual([['T31UFS_20210514', '2021-05-14T00:00:00Z'], ['T31UFS_20210519', '2021-05-19T00:00:00Z']]);
    const scene = engine.catalog.scene.get('T31UFS_20210514');
    expect(scene.tile).toBe('31UFS');
    expect(scene.assets.map(({ band, grid: { affine } }) => [band, affine[1]])).toEqual([['B04', 10], ['B8A', 20]]);
  });

  it('with reflectance as fractions, or with scale and offset in the file, is taken by those', async () => {
    const folder = join(engine.inputs, 'floats');
    mkdirSync(folder);
    await writeGeotiff(join(folder, '2024-06-02_B04.tif'), grid(), { dtype: 'float32', planes: [Float32Array.from(plane(0), (value) => value / 2000)], nodata: -1 });
    await writeCog(join(folder, '2024-06-03.tif'), grid(), [plane(1200)], [{ dtype: 'uint16', description: 'B04', nodata: 0, scale: 1e-4, offset: -0.1 }], { overviews: 'nearest' });
    await importPaths(engine, [folder]);
    expect(engine.catalog.scene.get('2024-06-02').assets[0]).toMatchObject({ dtype: 'float32', scale: 1, offset: 0, nodata: -1 });
    expect(engine.catalog.scene.get('2024-06-03').assets[0]).toMatchObject({ scale: 1e-4, offset: -1000 });
  });

  it('gives another file of the same name another id', async () => {
    await stack('2024-06-02.tif', ['B04']);
    await importPaths(engine, [join(engine.inputs, 'series')]);
    const other = join(engine.inputs, 'other');
    mkdirSync(other);
    await writeCog(join(other, '2024-06-02.tif'), grid(), [plane(300)], [{ dtype: 'uint16', description: 'B08', nodata: 0 }], { overviews: 'nearest' });
    expect((await importPaths(engine, [other])).imported).toMatchObject([{ id: '2024-06-02-2', updated: false }]);
    expect((await importPaths(engine, [other])).imported).toMatchObject([{ id: '2024-06-02-2', updated: true }]);
  });

  it('lists what it does not understand beside what it takes', async () => {
    await stack('2024-06-02.tif', ['B04']);
    writeFileSync(join(engine.inputs, 'series', 'notes.docx'), 'x');
    writeFileSync(join(engine.inputs, 'series', '2024-06-02.tif.aux.xml'), '<PAMDataset/>');
    const { imported, skipped } = await importPaths(engine, [join(engine.inputs, 'series')]);
    expect(imported).toHaveLength(1);
    expect(skipped).toMatchObject([{ path: join(engine.inputs, 'series', 'notes.docx'), code: 'PRODUCT_NOT_UNDERSTOOD' }]);
  });
});

describe.skipIf(!sharedData)('the real Exeter series (needs the shared data)', () => {
  const folder = join(sharedData ?? '', 'exeter-s2');

  it('is imported with its three coordinate systems, dates in UTC, and the doubt about its offset', async () => {
    const { imported, skipped } = await importPaths(engine, [folder]);
    expect(skipped).toEqual([]);
    expect(imported.map(({ datetime }) => datetime)).toEqual(['2024-06-02T11:21:19Z', '2024-06-17T11:21:21Z', '2024-08-01T11:21:19Z', '2024-08-16T11:21:11Z', '2024-08-26T11:21:11Z']);
    expect(imported.map(({ crs }) => crs?.slice(0, 16))).toEqual(['EPSG:27700', 'EPSG:32630', 'PROJCS["unknown"', 'PROJCS["unknown"', 'PROJCS["unknown"']);
    for (const { bands, warnings } of imported) {
      expect(bands).toEqual(['B02', 'B03', 'B04', 'B08', 'SCL']);
      expect(warnings.map(textOf)).toEqual(['No value of B02, B03, B04 lies below 1000: the offset of baseline 04.00 seems not to be applied. If so, import again with --boa-offset -1000.']);
    }
    expect(engine.catalog.scene.list({ bounds: [-3.52, 50.71, -3.51, 50.72] })).toHaveLength(5);
  });

  it('is imported without a doubt when the offset is given', async () => {
    const { imported } = await importPaths(engine, [folder], { boaOffset: -1000 });
    expect(imported.flatMap(({ warnings }) => warnings.map(textOf))).toEqual([]);
    expect(new Set(engine.catalog.scene.list().flatMap(({ assets }) => assets.map(({ band, offset }) => (band === 'SCL' ? 0 : offset))))).toEqual(new Set([0, -1000]));
  });
});
