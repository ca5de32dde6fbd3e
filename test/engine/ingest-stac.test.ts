import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';
import { testEngine, type TestEngine } from './ingest-engine.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine[Symbol.dispose]());

type Json = Record<string, unknown>;

async function raster(path: string, { pixel = 10, base = 1200, side = 12 } = {}): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  const plane = Uint16Array.from({ length: side * side }, (_, i) => base + i);
  await writeGeotiff(path, { crs: 'EPSG:32631', affine: [600_000, pixel, 0, 5_700_000, 0, -pixel], width: side, height: side }, { dtype: 'uint16', planes: [plane], nodata: 0 });
}

/** Writes an item beside small rasters for the assets whose href is no URL. */
async function item(properties: Json, assets: Record<string, Json>, base = 1200): Promise<string> {
  const folder = join(engine.inputs, 'item');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'item.json');
  const id = 'S2A_31UFS_20230610_0_L2A';
  writeFileSync(path, JSON.stringify({ type: 'Feature', stac_version: '1.0.0', id, geometry: null, properties: { datetime: '2023-06-10T10:46:21.024Z', ...properties }, assets }));
  for (const { href } of Object.values(assets)) if (!String(href).includes('://')) await raster(join(folder, String(href)), { base });
  return path;
}

const bandsAndOffsets = (): unknown => engine.catalog.scene.list()[0]?.assets.map(({ band, scale, offset }) => [band, scale, offset]);

describe('a STAC item with local assets', () => {
  it('of earth-search v0 has its offset applied already', async () => {
    await importPaths(engine, [await item({ 'sentinel:boa_offset_applied': true, 'sentinel:processing_baseline': '05.09', 'sentinel:utm_zone': 31, 'sentinel:latitude_band': 'U', 'sentinel:grid_square': 'FS', 'eo:cloud_cover': 3.5, platform: 'sentinel-2a' }, { B02: { href: 'B02.tif' }, B8A: { href: './B8A.tif' }, SCL: { href: 'SCL.tif' }, visual: { href: 'TCI.tif' } }, 200)]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, 0], ['B8A', 1e-4, 0], ['SCL', 1, 0]]);
    expect(engine.catalog.scene.list()[0]).toMatchObject({ id: 'S2A_31UFS_20230610_0_L2A', product: 'stac-item', tile: '31UFS', baseline: '05.09', cloudCover: 3.5, datetime: '2023-06-10T10:46:21Z', title: 'Sentinel-2A T31UFS 2023-06-10' });
  });

  it('of earth-search v1 is read by common names, GeoTIFF before JP2, and by what it says of the offset', async () => {
    const raster10 = { 'raster:bands': [{ scale: 0.0001, offset: -0.1, nodata: 0 }] };
    const assets = { blue: { href: 'B02.tif', ...raster10 }, 'blue-jp2': { href: 's3://x/B02.jp2', ...raster10 }, nir08: { href: 'B8A.tif', ...raster10 }, scl: { href: 'SCL.tif' }, thumbnail: { href: 'https://x/t.jpg' } };
    await importPaths(engine, [await item({ 'earthsearch:boa_offset_applied': false, 's2:processing_baseline': '05.09' }, assets)]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, -1000], ['B8A', 1e-4, -1000], ['SCL', 1, 0]]);
    const { imported } = await importPaths(engine, [await item({ 'earthsearch:boa_offset_applied': true, 's2:processing_baseline': '05.09' }, assets, 200)]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, 0], ['B8A', 1e-4, 0], ['SCL', 1, 0]]);
    expect(imported[0]?.warnings.map(textOf)).toContain('The item says that its offset was applied already; the -0.1 of its bands is not applied again.');
  });

  it('whose flag is wrong is found out by its numbers', async () => {
    const { imported } = await importPaths(engine, [await item({ 'earthsearch:boa_offset_applied': false, 's2:processing_baseline': '05.09' }, { blue: { href: 'B02.tif' }, red: { href: 'B04.tif' } }, 200)]);
    expect(imported[0]?.warnings.map(textOf).at(-1)).toMatch(/^The offset of -1000 makes more than a tenth of B02, B04 negative/);
  });

  it('of HLS leaves its files to the HLS reader, which knows their scale and nodata', async () => {
    const path = await item({}, { B04: { href: 'HLS.S30.T31UFS.2023161T104621.v2.0.B04.tif' }, Fmask: { href: 'HLS.S30.T31UFS.2023161T104621.v2.0.Fmask.tif' } });
    writeFileSync(path, readFileSync(path, 'utf8').replace('S2A_31UFS_20230610_0_L2A', 'HLS.S30.T31UFS.2023161T104621.v2.0'));
    const { imported } = await importPaths(engine, [join(path, '..')]);
    expect(imported.map(({ product, bands }) => [product, bands])).toEqual([['hls', ['B04', 'FMASK']]]);
  });

  it('of Planetary Computer takes the offset from the processing baseline', async () => {
    await importPaths(engine, [await item({ 's2:processing_baseline': '05.09', 's2:mgrs_tile': '31UFS' }, { B02: { href: 'T31UFS_B02_10m.tif' }, SCL: { href: 'T31UFS_SCL_20m.tif' } })]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, -1000], ['SCL', 1, 0]]);
    await importPaths(engine, [await item({ 's2:processing_baseline': '02.14' }, { B02: { href: 'T31UFS_B02_10m.tif' } }, 200)]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, 0]]);
  });

  it('of CDSE is taken at the instrument’s resolution with the asset’s own offset', async () => {
    const own = { 'raster:scale': 0.0001, 'raster:offset': -0.1 };
    await importPaths(engine, [await item({ 'processing:version': '05.11', 'grid:code': 'MGRS-31UFS' }, { B02_60m: { href: 'R60.tif', bands: [own] }, B02_10m: { href: 'R10.tif', bands: [own] }, B02_20m: { href: 'R20.tif', bands: [own] }, B11_20m: { href: 'B11.tif', ...own }, SCL_20m: { href: 'SCL.tif' } })]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, -1000], ['B11', 1e-4, -1000], ['SCL', 1, 0]]);
    expect(basename(engine.catalog.scene.list()[0]?.assets[0]?.path ?? '')).toBe('R10.tif');
  });

  it('with remote assets uses files of the same name beside it and lists the rest', async () => {
    const path = await item({ 's2:processing_baseline': '05.09' }, { B02: { href: 'https://host/a/B02.tif?sig=1' }, B04: { href: 'https://host/a/B04.tif' }, SCL: { href: '/vsicurl/https://host/SCL.tif' } });
    await raster(join(engine.inputs, 'item', 'B02.tif'));
    const { imported, skipped } = await importPaths(engine, [path]);
    expect(imported).toMatchObject([{ bands: ['B02'] }]);
    expect(skipped.map(({ path: asset, code }) => [asset, code])).toEqual([[`${path}#B04`, 'ASSET_NOT_LOCAL'], [`${path}#SCL`, 'ASSET_NOT_LOCAL']]);
    expect(skipped[0]?.reason).toContain('https://host/a/B04.tif');
  });

  it('takes its files away from other products, so that nothing is imported twice', async () => {
    await item({ 's2:processing_baseline': '05.09' }, { B02: { href: 'x_20230610_B02.tif' } });
    const { imported, skipped } = await importPaths(engine, [join(engine.inputs, 'item')]);
    expect(imported.map(({ product }) => product)).toEqual(['stac-item']);
    expect(skipped).toEqual([]);
  });

  it('never leaves its own folder', async () => {
    await raster(join(engine.inputs, 'secret', 'B02.tif'));
    const path = await item({}, { B02: { href: '../secret/B02.tif' }, B03: { href: 'B03.tif' } });
    const { imported, skipped } = await importPaths(engine, [path]);
    expect(imported).toMatchObject([{ bands: ['B03'] }]);
    expect(skipped).toMatchObject([{ code: 'ASSET_NOT_LOCAL' }]);
  });
});

describe.skipIf(!sharedData)('the real STAC items (needs the shared data)', () => {
  const folder = join(sharedData ?? '', 'sentinel2/stac');
  const name = 'S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE.json';

  it('say for each band that its file is not there', async () => {
    const { imported, skipped } = await importPaths(engine, [folder]);
    expect(imported).toEqual([]);
    expect(skipped).toHaveLength(39);
    expect(new Set(skipped.map(({ code }) => code))).toEqual(new Set(['ASSET_NOT_LOCAL']));
    expect(skipped.filter(({ path }) => path.includes('T33XWJ')).map(({ path }) => path.split('#')[1]).sort()).toEqual(['blue', 'coastal', 'green', 'nir', 'nir08', 'nir09', 'red', 'rededge1', 'rededge2', 'rededge3', 'scl', 'swir16', 'swir22']);
  });

  it('are imported once their files lie beside them, with the offset of their raster:bands', async () => {
    const copy = join(engine.inputs, 'copy');
    mkdirSync(copy);
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(copy, name), text);
    const assets = (JSON.parse(text) as { assets: Record<string, { href: string }> }).assets;
    for (const key of ['blue', 'red_20m', 'scl']) await raster(join(copy, basename(assets[key]?.href ?? '')), { pixel: key === 'blue' ? 10 : 20 });
    const { imported } = await importPaths(engine, [copy]);
    expect(imported).toMatchObject([{ id: 'S2B_T33XWJ_20220413T150756_L2A', datetime: '2022-04-13T15:07:59Z', bands: ['B02', 'B04', 'SCL'] }]);
    expect(bandsAndOffsets()).toEqual([['B02', 1e-4, -1000], ['B04', 1e-4, -1000], ['SCL', 1, 0]]);
    expect(engine.catalog.scene.list()[0]).toMatchObject({ baseline: '04.00', tile: '33XWJ', cloudCover: 98.944211 });
  });
});
