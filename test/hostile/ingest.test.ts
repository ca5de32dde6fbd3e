import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import { parseXml } from '../../src/main/engine/ingest/xml.ts';
import { testEngine, type TestEngine } from '../engine/ingest-engine.ts';
import { SAFE_NAME, writeSafe } from '../engine/ingest-safe.ts';
import { writeZip, zipFolder } from '../engine/ingest-zip.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await testEngine();
});
afterEach(() => {
  // Whatever was refused, nothing of it is left.
  expect(engine.catalog.scene.list()).toEqual([]);
  expect(readdirSync(engine.workspace.folder).filter((name) => name === 'composites' || name.includes('partial'))).toEqual([]);
  engine[Symbol.dispose]();
});

const refused = async (paths: string | string[], error: object, options = {}): Promise<void> => {
  await expect(importPaths(engine, [paths].flat(), options)).rejects.toMatchObject(error);
};

const bandPath = (root: string, band: string, resolution = 10, format = 'jp2'): string => join(root, 'GRANULE/L2A_T31UFS_A041600_20230610T104623/IMG_DATA', `R${resolution}m`, `T31UFS_20230610T104621_${band}_${resolution}m.${format}`);

describe('a damaged SAFE product', () => {
  it.each([0.3, 0.9, 0.999])('with a JP2 cut at %f of its length is refused, and the file named', async (share) => {
    const root = await writeSafe(engine.inputs);
    const path = bandPath(root, 'B08');
    truncateSync(path, Math.floor(statSync(path).size * share));
    await refused(root, { code: 'RASTER_UNREADABLE', params: { file: path } });
  });

  it('with an empty or a foreign file in place of a band is refused', async () => {
    const root = await writeSafe(engine.inputs);
    writeFileSync(bandPath(root, 'B08'), '');
    await refused(root, { code: 'RASTER_UNREADABLE', params: { file: bandPath(root, 'B08') } });
    writeFileSync(bandPath(root, 'B08'), 'GIF89a, really');
    await refused(root, { code: 'RASTER_UNREADABLE', params: { file: bandPath(root, 'B08') } });
  });

  it('with a GeoTIFF band cut short is refused', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    const path = bandPath(root, 'B08', 10, 'tif');
    truncateSync(path, Math.floor(statSync(path).size * 0.6));
    await refused(root, { code: 'RASTER_UNREADABLE', params: { file: path } });
  });

  it('with a band of another size is refused', async () => {
    await refused(await writeSafe(engine.inputs, { format: 'tif', size: { B04: 100 } }), { code: 'BAND_SIZE', params: { band: 'B04', found: '100 × 100', expected: '120 × 120 as B02' } });
  });

  it('with a band in another CRS is refused', async () => {
    await refused(await writeSafe(engine.inputs, { format: 'tif', crs: { B04: 'EPSG:32632' } }), { code: 'METADATA_INVALID' });
  });

  it('whose rasters say nothing of their CRS is refused', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    const path = bandPath(root, 'B02', 10, 'tif');
    writeFileSync(path, bareTiff(120));
    await refused(root, { code: 'CRS_MISSING', params: { file: path } });
  });

  it('without any band, or with SCL alone, is refused', async () => {
    await refused(await writeSafe(engine.inputs, { bands: ['SCL'], format: 'tif' }), { code: 'BAND_MISSING' });
    rmSync(join(engine.inputs, `${SAFE_NAME}.SAFE`, 'GRANULE'), { recursive: true });
    await refused(join(engine.inputs, `${SAFE_NAME}.SAFE`), { code: 'BAND_MISSING' });
  });

  it('of Level-1C is refused with the reason', async () => {
    const root = await writeSafe(engine.inputs, { name: SAFE_NAME.replace('MSIL2A', 'MSIL1C'), format: 'tif', productXml: false });
    await refused(root, { code: 'PRODUCT_LEVEL', params: { level: 'Level-1C (top of atmosphere)' } });
  });

  it('with a date that is none is refused; so is --datetime that is none', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    const xml = join(root, 'MTD_MSIL2A.xml');
    writeFileSync(xml, readFileSync(xml, 'utf8').replace('2023-06-10T10:46:21.024Z', '2023-13-40T10:46:21Z'));
    await refused(root, { code: 'DATE_INVALID', params: { found: '2023-13-40T10:46:21Z' } });
    await refused(root, { code: 'DATE_INVALID' }, { datetime: 'last Tuesday' });
  });
});

describe('hostile XML', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>`;
  const external = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`;

  it.each([['that grows', bomb], ['that reads files', external]])('%s is refused', async (_, text) => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    writeFileSync(join(root, 'MTD_MSIL2A.xml'), text);
    await refused(root, { code: 'METADATA_INVALID', params: { detail: 'it declares a document type or entities, which no product does' } });
  });

  it('that is cut short, or nested without end, is refused', () => {
    expect(() => parseXml('<a><b>', 'x.xml')).toThrow(/x\.xml/);
    expect(() => parseXml('<a>'.repeat(100_000), 'x.xml')).toThrow(/x\.xml/);
    expect(() => parseXml(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, 'x.xml')).toThrow(/x\.xml/);
    expect(() => parseXml('', 'x.xml')).toThrow(/x\.xml/);
  });
});

describe('a hostile archive', () => {
  const zip = (): string => join(engine.inputs, `${SAFE_NAME}.zip`);
  const inner = `${SAFE_NAME}.SAFE/GRANULE/L2A_T31UFS_A041600_20230610T104623/IMG_DATA/R10m/T31UFS_20230610T104621_B02_10m.jp2`;

  it.each(['../../outside.jp2', '/etc/outside.jp2', 'C:/outside.jp2', 'a/../../outside.jp2', '..\\outside.jp2'])('with the name “%s” is refused', async (name) => {
    writeZip(zip(), [{ name: inner, data: Buffer.from('x') }, { name, data: Buffer.from('x') }]);
    await refused(zip(), { code: 'ARCHIVE_UNSAFE', params: { file: zip() } });
  });

  it('that unpacks to far more than it holds is refused without unpacking it', async () => {
    writeZip(zip(), [{ name: inner, data: Buffer.alloc(64 * 1024 * 1024) }]);
    await refused(zip(), { code: 'ARCHIVE_UNSAFE' });
    writeZip(zip(), [{ name: inner, data: Buffer.from('x'), claimedBytes: 0xffff_fff0 }]);
    await refused(zip(), { code: 'ARCHIVE_UNSAFE' });
  });

  it('whose metadata are larger than they claim is refused', async () => {
    const name = `${SAFE_NAME}.SAFE/MTD_MSIL2A.xml`;
    writeZip(zip(), [{ name: inner, data: Buffer.from('x') }, { name, data: Buffer.alloc(1 << 20, '<'), claimedBytes: 100 }]);
    await refused(zip(), { code: 'ARCHIVE_DAMAGED' });
  });

  it('that is encrypted is refused', async () => {
    writeZip(zip(), [{ name: inner, data: Buffer.from('x'), encrypted: true }]);
    await refused(zip(), { code: 'ARCHIVE_UNSAFE' });
  });

  it('that is cut short, or is none, is refused', async () => {
    zipFolder(zip(), await writeSafe(engine.inputs, { format: 'tif' }));
    truncateSync(zip(), Math.floor(statSync(zip()).size / 2));
    await refused(zip(), { code: 'ARCHIVE_DAMAGED' });
    writeFileSync(zip(), 'PK, but no archive');
    await refused(zip(), { code: 'ARCHIVE_DAMAGED' });
  });

  it('with a band cut short inside is refused, and the band named', async () => {
    const root = await writeSafe(engine.inputs);
    const path = bandPath(root, 'B08');
    truncateSync(path, Math.floor(statSync(path).size * 0.5));
    zipFolder(zip(), root);
    await expect(importPaths(engine, [zip()])).rejects.toMatchObject({ code: 'RASTER_UNREADABLE', params: { file: expect.stringContaining('_B08_10m.jp2') as string } });
  });
});

describe('a path that leads elsewhere', () => {
  it.each(['https://host/scene.tif', 's3://bucket/x', '/vsicurl/https://host/scene.tif', '/vsizip//vsicurl/https://host/x.zip/a.tif'])('“%s” is refused as a network path', async (path) => {
    await refused(path, { code: 'NETWORK_PATH' });
  });

  it('in a VRT, whatever it is called, is not followed', async () => {
    const outside = join(engine.inputs, 'outside.tif');
    await writeGeotiff(outside, { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_700_000, 0, -10], width: 8, height: 8 }, { dtype: 'uint16', planes: [new Uint16Array(64)], nodata: 0 });
    const vrt = `<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="UInt16" band="1"><Description>B02</Description><SimpleSource><SourceFilename>${outside}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>`;
    const folder = join(engine.inputs, 'series');
    mkdirSync(folder);
    writeFileSync(join(folder, '2024-06-02.tif'), vrt);
    await refused(folder, { code: 'RASTER_UNREADABLE' });
    rmSync(join(folder, '2024-06-02.tif'));
    writeFileSync(join(folder, '2024-06-02.vrt'), vrt);
    await refused(folder, { code: 'PRODUCT_NOT_UNDERSTOOD' });
  });
});

describe('nothing, or nothing known', () => {
  it('in a folder, in folders within it, or not there at all, is said', async () => {
    const folder = join(engine.inputs, 'empty');
    mkdirSync(join(folder, 'deeper'), { recursive: true });
    await refused(folder, { code: 'FOLDER_EMPTY', params: { file: folder } });
    await refused(join(engine.inputs, 'nowhere'), { code: 'FILE_NOT_FOUND' });
    mkdirSync(join(engine.inputs, `${SAFE_NAME}.SAFE`));
    await refused(join(engine.inputs, `${SAFE_NAME}.SAFE`), { code: 'BAND_MISSING' });
  });

  it('among several paths is listed, path by path', async () => {
    const paths = ['a.docx', 'b.exe'].map((name) => join(engine.inputs, name));
    for (const path of paths) writeFileSync(path, 'x');
    const result = await importPaths(engine, [...paths, join(engine.inputs, 'c')]);
    expect(result.imported).toEqual([]);
    expect(result.skipped.map(({ code }) => code).sort()).toEqual(['FILE_NOT_FOUND', 'PRODUCT_NOT_UNDERSTOOD', 'PRODUCT_NOT_UNDERSTOOD']);
  });

  it('as a STAC item or a netCDF file that is broken is refused', async () => {
    const item = join(engine.inputs, 'item.json');
    writeFileSync(item, JSON.stringify({ type: 'Feature', stac_version: '1.0.0', id: 5, properties: {}, assets: {} }));
    await refused(item, { code: 'METADATA_INVALID' });
    const patch = join(engine.inputs, 'patch.nc');
    writeFileSync(patch, Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(500)]));
    await refused(patch, { code: 'RASTER_UNREADABLE' });
  });

  it('cancelled stops without a trace', async () => {
    const root = await writeSafe(engine.inputs, { format: 'tif' });
    const stop = new AbortController();
    stop.abort();
    await expect(importPaths(engine, [root], {}, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

/** A TIFF of 8-bit zeros with no georeference: eight tags and one strip (TIFF 6.0, section 3). */
function bareTiff(side: number): Buffer {
  const tags: [number, number, number][] = [[256, 3, side], [257, 3, side], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, 110], [278, 3, side], [279, 4, side * side]];
  const head = Buffer.alloc(110);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, value], i) => {
    const at = 10 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(value, at + 8);
  });
  return Buffer.concat([head, Buffer.alloc(side * side)]);
}
