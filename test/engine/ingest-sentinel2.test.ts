import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { importPaths, inspectPaths } from '../../src/main/engine/ingest/import.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';
import { testEngine, type TestEngine } from './ingest-engine.ts';
import { SAFE_NAME, writeSafe } from './ingest-safe.ts';
import { zipFolder } from './ingest-zip.ts';

const ESA = 'sentinel2/esa_S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500.SAFE';
const ANTIMERIDIAN = 'sentinel2/S2B_MSIL2A_20230122T231849_N0400_R087_T01UBT_20230124T042703.SAFE';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => engine[Symbol.dispose]());

const offsetOf = (id: string, band: string): number | undefined => engine.catalog.scene.get(id).assets.find((asset) => asset.band === band)?.offset;

describe('a Sentinel-2 SAFE product', () => {
  it('becomes a scene with each band at the resolution of the instrument and the offset its metadata list for it', async () => {
    const { imported, skipped } = await importPaths(engine, [await writeSafe(engine.inputs)]);
    expect(skipped).toEqual([]);
    expect(imported).toMatchObject([{ id: SAFE_NAME, kind: 'scene', crs: 'EPSG:32631', datetime: '2023-06-10T10:46:21Z', warnings: [], updated: false }]);
    const scene = engine.catalog.scene.get(SAFE_NAME);
    expect(scene).toMatchObject({ platform: 'Sentinel-2A', tile: '31UFS', baseline: '05.09', cloudCover: 12.5, simulated: false });
    expect(scene.assets.map(({ band, grid, offset }) => [band, grid.affine[1], offset])).toEqual([
      ['B01', 60, -1000], ['B02', 10, -1001], ['B03', 10, -1002], ['B04', 10, -1003], ['B05', 20, -1004], ['B06', 20, -1005], ['B07', 20, -1006],
      ['B08', 10, -1007], ['B8A', 20, -1008], ['B09', 60, -1009], ['B11', 20, -1011], ['B12', 20, -1012], ['SCL', 20, 0],
    ]);
    expect(scene.assets.find(({ band }) => band === 'B02')).toMatchObject({ nodata: 0, scale: 1e-4, dtype: 'uint16', driver: 'JP2OpenJPEG', quantity: 'reflectance' });
    expect(scene.assets.find(({ band }) => band === 'SCL')).toMatchObject({ nodata: 0, scale: 1, dtype: 'uint8', quantity: 'quality' });
  });

  it('is read in place from a zip archive', async () => {
    const root = await writeSafe(engine.inputs);
    zipFolder(join(engine.inputs, `${SAFE_NAME}.zip`), root);
    rmSync(root, { recursive: true });
    const { imported } = await importPaths(engine, [join(engine.inputs, `${SAFE_NAME}.zip`)]);
    expect(imported).toMatchObject([{ id: SAFE_NAME, warnings: [] }]);
    const red = engine.catalog.scene.get(SAFE_NAME).assets.find(({ band }) => band === 'B04');
    expect(red?.path).toMatch(/^\/vsizip\/\{.*\.zip\}\/.*_B04_10m\.jp2$/);
    expect([...readWindow(engine.workspace.absolute(red?.path ?? ''), 1, { column: 0, row: 0, width: 4, height: 1 }, 'uint16')]).toEqual([1200, 1201, 1202, 1203]);
  });

  it('is taken with GeoTIFF bands, without resolution folders and without its own metadata', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif', flat: true, productXml: false, tileXml: false });
    const { imported } = await importPaths(engine, [root]);
    expect(imported[0]?.warnings.map(textOf)).toEqual([
      'It has no product metadata (MTD_MSIL2A.xml): what it is was read from its names and its granule’s metadata.',
      'Without product metadata its offset is not known although its processing baseline is 05.09: -1000 is applied as that baseline asks. Give --boa-offset to decide otherwise.',
    ]);
    expect(engine.catalog.scene.get(SAFE_NAME)).toMatchObject({ platform: 'Sentinel-2A', baseline: '05.09', tile: '31UFS', datetime: '2023-06-10T10:46:21Z' });
    expect(offsetOf(SAFE_NAME, 'B04')).toBe(-1000);
  });

  it('of a baseline before 04.00 has no offset', async () => {
    const { imported } = await importPaths(engine, [await writeSafe(engine.inputs, { baseline: '02.14', offset: null, format: 'tif', value: (band, i) => (band === 'SCL' ? 5 : 150 + (i % 500)) })]);
    expect(imported[0]?.warnings.map(textOf)).toEqual([]);
    expect(offsetOf(SAFE_NAME, 'B04')).toBe(0);
  });

  it('of baseline 05.09 whose offset list is gone and whose numbers are dark is taken as harmonised, with a warning', async () => {
    const { imported } = await importPaths(engine, [await writeSafe(engine.inputs, { offset: null, format: 'tif', value: (band, i) => (band === 'SCL' ? 5 : 150 + (i % 500)) })]);
    expect(imported[0]?.warnings.map(textOf)[0]).toMatch(/list no offset although its processing baseline is 05.09: its numbers look as if it was applied already/);
    expect(offsetOf(SAFE_NAME, 'B04')).toBe(0);
  });

  it('whose numbers contradict the offset of its metadata says so, and --boa-offset decides', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif', value: (band, i) => (band === 'SCL' ? 5 : 150 + (i % 500)) });
    const first = await importPaths(engine, [root]);
    expect(first.imported[0]?.warnings.map(textOf)).toEqual(['The offset of -1003 makes more than a tenth of B02, B04 negative: it seems to be applied already. If so, import again with --boa-offset 0.']);
    const second = await importPaths(engine, [root], { boaOffset: 0 });
    expect(second.imported).toMatchObject([{ updated: true, warnings: [{ text: 'The offset 0 given on import replaces the one of its metadata.' }] }]);
    expect(offsetOf(SAFE_NAME, 'B02')).toBe(0);
  });

  it('without some bands names them, and takes a coarser copy of a band where the fine one is missing', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif', bands: ['B02', 'B03', 'B04', 'SCL'], size: { B03: 60 } });
    const images = join(root, 'GRANULE', 'L2A_T31UFS_A041600_20230610T104623', 'IMG_DATA');
    renameSync(join(images, 'R10m', 'T31UFS_20230610T104621_B03_10m.tif'), join(images, 'R20m', 'T31UFS_20230610T104621_B03_20m.tif'));
    const { imported } = await importPaths(engine, [root], {});
    expect(imported[0]?.bands).toEqual(['B02', 'B03', 'B04', 'SCL']);
    expect(imported[0]?.warnings.map(textOf)).toEqual(['It has no B05, B06, B07, B08, B8A, B11, B12.']);
    expect(engine.catalog.scene.get(SAFE_NAME).assets.find(({ band }) => band === 'B03')?.grid.affine[1]).toBe(20);
  });

  it('that is half empty says how much of it holds no data', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif', value: (band, i) => (i % 60 < 30 ? 0 : band === 'SCL' ? 4 : 1500 + (i % 50)) });
    const { imported } = await importPaths(engine, [root]);
    expect(imported[0]?.warnings.map(textOf)).toEqual(['About 50 % of the picture holds no data.']);
  });

  it('is renewed when it is imported again, and skipped when the same product comes from another place', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    await importPaths(engine, [root]);
    expect((await importPaths(engine, [root])).imported).toMatchObject([{ id: SAFE_NAME, updated: true }]);
    const copy = join(engine.inputs, 'copy');
    cpSync(root, join(copy, `${SAFE_NAME}.SAFE`), { recursive: true });
    await expect(importPaths(engine, [copy])).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
    expect(engine.catalog.scene.list()).toHaveLength(1);
  });

  it('is found below a folder, by its metadata file, and through a link; inspecting registers nothing', async () => {
    const root = await writeSafe(join(engine.inputs, 'a', 'b'), { format: 'tif' });
    expect((await inspectPaths(engine, [join(engine.inputs, 'a')])).imported).toMatchObject([{ id: SAFE_NAME }]);
    expect((await inspectPaths(engine, [join(root, 'MTD_MSIL2A.xml')])).imported).toMatchObject([{ id: SAFE_NAME }]);
    mkdirSync(join(engine.inputs, 'links'));
    symlinkSync(root, join(engine.inputs, 'links', 'today'));
    expect((await inspectPaths(engine, [join(engine.inputs, 'links')])).imported).toMatchObject([{ id: SAFE_NAME }]);
    expect(engine.catalog.scene.list()).toEqual([]);
    expect(readdirSync(engine.workspace.folder).filter((name) => name === 'composites')).toEqual([]);
  });
});

describe.skipIf(!sharedData)('the real SAFE products (needs the shared data)', () => {
  it('imports ESA’s thumbnail product of baseline 02.14 and says that its sizes contradict its metadata', async () => {
    const { imported } = await importPaths(engine, [join(sharedData ?? '', ESA)]);
    expect(imported).toMatchObject([
      {
        id: 'S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500',
        crs: 'EPSG:32722',
        warnings: [{ text: 'The sizes of its rasters contradict its metadata (all bands): B02 is 100 × 100 pixels, not 10980 × 10980; the rasters count.' }],
      },
    ]);
    const scene = engine.catalog.scene.get(imported[0]?.id ?? '');
    expect(scene).toMatchObject({ baseline: '02.14', tile: '22HBD', cloudCover: 0.447807, platform: 'Sentinel-2B' });
    expect(new Set(scene.assets.map(({ offset }) => offset))).toEqual(new Set([0]));
    expect(scene.assets.every(({ driver }) => driver === 'JP2OpenJPEG')).toBe(true);
  });

  it('imports the product at the antimeridian with its offset and two boxes', async () => {
    const { imported } = await importPaths(engine, [join(sharedData ?? '', ANTIMERIDIAN)]);
    const scene = engine.catalog.scene.get(imported[0]?.id ?? '');
    expect(new Set(scene.assets.filter(({ band }) => band !== 'SCL').map(({ offset }) => offset))).toEqual(new Set([-1000]));
    expect(scene.footprint.map((box) => box.map((value) => Math.round(value * 100) / 100))).toEqual([
      [178.6, 51.28, 180, 52.32],
      [-180, 51.28, -179.73, 52.32],
    ]);
    expect(engine.catalog.scene.list({ bounds: [-179.9, 51.5, -179.8, 51.6] })).toHaveLength(1);
  });
});
