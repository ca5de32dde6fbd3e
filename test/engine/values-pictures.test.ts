import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chipResponse } from '../../src/main/host/chip.ts';
import { assetResponse } from '../../src/main/host/asset.ts';
import type { EngineServices } from '../../src/main/engine/handler.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { scenePreviewImplementation } from '../../src/main/engine/values/pictures/preview.task.ts';
import { scenePreview } from '../../src/main/engine/values/pictures/preview.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { seriesAt } from '../../src/main/engine/values/curves/series.ts';
import { previewAsked, previewGrid } from '../../src/shared/raster/scene-preview.ts';
import type { Composite } from '../../src/shared/records/composite.ts';
import type { Scene } from '../../src/shared/records/scene.ts';
import { at, type ValuesLand, valuesLand } from './values-land.ts';

let land: ValuesLand;
let composite: Composite;
const hasTranslate = spawnSync('gdal_translate', ['--version']).status === 0;
const skipped = hasTranslate ? '' : ' (skipped: gdal_translate of gdal-bin is not installed)';

beforeAll(async () => {
  land = await valuesLand();
  composite = (await land.bench.composite({ bands: ['B02', 'B04', 'B08'], crs: 'EPSG:32631', area: { bounds: [600_000, 5_599_500, 600_600, 5_600_000], crs: 'EPSG:32631' }, resolution: 10, observations: 'keep' })).record;
}, 60_000);
afterAll(() => {
  land[Symbol.dispose]();
});

const services = (): EngineServices => land.services as EngineServices;

async function chip(query: Record<string, string | number>, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(`http://127.0.0.1/chips/${composite.id}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return chipResponse(services(), [composite.id], url, new Request(url, { headers }));
}

/** Red, green, blue and alpha of a PNG, as GDAL reads them. */
async function pixelsOf(response: Response): Promise<{ width: number; planes: Uint8Array[] }> {
  const path = join(land.bench.folder, 'chip.png');
  writeFileSync(path, Buffer.from(await response.arrayBuffer()));
  const { width, height } = describeRaster(path);
  return { width, planes: [1, 2, 3, 4].map((band) => readWindow(path, band, { column: 0, row: 0, width, height }, 'uint8')) };
}

describe('a chip', () => {
  it.each([['a period', { period: 0 }], ['an acquisition', { scene: 'scene-19' }]])('shows %s around the place, with the place at its middle', async (_, what) => {
    const response = await chip({ ...at(30, 20), ...what, bands: 'B08,B04,B02', size: 16, high: 0.5 });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    const { width, planes } = await pixelsOf(response);
    expect(width).toBe(16);
    const { periods, dates } = await seriesAt(land.services, { ...at(30, 20), composite: composite.id, bands: ['B08', 'B04', 'B02'], indices: [] });
    const values = 'period' in what ? periods[0]?.values : dates.find(({ scene }) => scene === 'scene-19')?.values;
    const middle = 8 * 16 + 8;
    expect(planes.map((plane) => plane[middle])).toEqual([...(values ?? []).map((value) => Math.round(((value ?? NaN) / 0.5) * 255)), 255]);
  });

  it('is transparent beyond the composite', async () => {
    const { planes } = await pixelsOf(await chip({ ...at(0, 0), period: 0, bands: 'B08,B04,B02', size: 16 }));
    const alpha = [...(planes[3] ?? [])];
    expect([alpha[0], alpha[8 * 16 + 7], alpha[8 * 16 + 8]]).toEqual([0, 0, 255]);
    expect(alpha.filter((value) => value === 255)).toHaveLength(64);
  });

  it('is not sent again when it has not changed', async () => {
    const query = { ...at(30, 20), period: 0, bands: 'B08,B04,B02' };
    const tag = (await chip(query)).headers.get('etag') ?? '';
    expect((await chip(query, { 'if-none-match': tag })).status).toBe(304);
    expect((await chip({ ...query, size: 32 })).headers.get('etag')).not.toBe(tag);
  });

  it('says what is wrong with its address', async () => {
    const bands = 'B08,B04,B02';
    await expect(chip({ ...at(1, 1), bands })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'period' } });
    await expect(chip({ ...at(1, 1), period: 9, bands })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'period' } });
    await expect(chip({ ...at(1, 1), period: 0, bands: 'B08' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(chip({ ...at(1, 1), period: 0, size: 5000, bands })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'size' } });
    await expect(chip({ ...at(1, 1), period: 0 })).rejects.toMatchObject({ code: 'BAND_MISSING' });
    await expect(chip({ ...at(1, 1), scene: 'nosuch', bands })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    await expect(chip({ x: 0, y: 0, crs: 'EPSG:32631', period: 0, bands })).rejects.toMatchObject({ code: 'GRID_EMPTY' });
    await expect(chip({ ...at(1, 1), crs: 'EPSG:1', period: 0, bands })).rejects.toMatchObject({ code: 'CRS_UNKNOWN' });
  });
});

describe('a preview of a scene', () => {
  const preview = (name: string, range?: string): Promise<Response> =>
    assetResponse(services(), ['scene-19', name], new Request('http://127.0.0.1/', range ? { headers: { range } } : {}));

  it('is a COG of three bands of a JP2 scene in reflectance × 10 000, made once and served by ranges', async () => {
    const [first, again] = await Promise.all([preview('preview-B08-B04-B02.tif'), preview('preview-B08-B04-B02.tif', 'bytes=0-3')]);
    expect([first.status, again.status]).toEqual([200, 206]);
    const files = readdirSync(land.path('.cache/previews'));
    expect(files).toHaveLength(1);
    const path = land.path(`.cache/previews/${files[0]}`);
    const { grid, bands } = describeRaster(path);
    expect(grid).toEqual(land.services.catalog.scene.get('scene-19').assets[0]?.grid);
    expect(bands.map(({ description, dtype, nodata, scale }) => [description, dtype, nodata, scale])).toEqual(['B08', 'B04', 'B02'].map((name) => [name, 'uint16', 65_535, 1e-4]));
    const window = { column: 0, row: 0, width: 60, height: 50 };
    const stored = readWindow(land.path('scene-19_B04.jp2'), 1, window, 'uint16');
    expect([...readWindow(path, 2, window, 'uint16')]).toEqual([...stored].map((value) => value - 1000));
  });

  it.skipIf(!hasTranslate)(`of a large scene is smaller by a whole number, with the averages of gdal_translate${skipped}`, async () => {
    const source = land.services.catalog.scene.get('scene-3').assets.find(({ band }) => band === 'B08');
    const target = land.path('small.tif');
    const band = { path: land.path('scene-3_B08.tif'), driver: 'GTiff', bandIndex: 1, grid: source?.grid, dtype: 'uint16', nodata: 0, factor: 1, add: -1000 };
    const grid = previewGrid(source?.grid as Grid, 25);
    const input = scenePreviewImplementation.spec.input.parse({ target, title: 'x', names: ['B08'], bands: [band], grid }) as never;
    expect(await scenePreviewImplementation.run(input, { signal: new AbortController().signal, progress: () => undefined })).toEqual({ width: 20, height: 17 });
    const peer = land.path('peer.tif');
    execFileSync('gdal_translate', ['-q', '-outsize', '20', '17', '-r', 'average', band.path, peer]);
    const window = { column: 0, row: 0, width: 20, height: 17 };
    expect([...readWindow(target, 1, window, 'uint16')]).toEqual([...readWindow(peer, 1, window, 'uint16')].map((value) => value - 1000));
    expect(describeRaster(target).affine).toEqual([600_000, 30, 0, 5_600_000, 0, -10 * (50 / 17)]);
  });

  it('says which band there is not, and takes no other name for a preview', async () => {
    await expect(preview('preview-B08-B04-B99.tif')).rejects.toMatchObject({ code: 'BAND_MISSING' });
    await expect(preview('preview-.tif')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(preview('window-1-0-B08-B04-B02.tif')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    for (const name of ['preview-..-B04-B02.tif', '../preview-B08-B04-B02.tif', 'window-1-B08.tif', 'preview-B01-B02-B03-B04-B05-B06-B07.tif']) expect(previewAsked(name)).toBeNull();
  });

  it('leaves nothing behind when a band’s file is missing, and works again when it is back', async () => {
    const scene = land.services.catalog.scene.get('scene-19');
    const broken = { ...scene, id: 'broken', assets: scene.assets.map((asset) => ({ ...asset, path: `${asset.path}.gone` })) };
    await expect(scenePreview(land.services, broken, { bands: ['B08', 'B04', 'B02'], place: 'whole' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(readdirSync(land.path('.cache/previews')).filter((name) => name.includes('broken'))).toEqual([]);
    expect(existsSync(await scenePreview(land.services, { ...scene, id: 'whole' }, { bands: ['B08', 'B08', 'B02'], place: 'whole' }))).toBe(true);
  });

  it('shows a window in full, coarser bands too, from its very place', async () => {
    const grid: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: 1100, height: 40 };
    const coarse: Grid = { ...grid, affine: [600_000, 20, 0, 5_600_000, 0, -20], width: 550, height: 20 };
    const values = (of: Grid, at: number): Uint16Array => Uint16Array.from({ length: of.width * of.height }, (_, i) => 1 + at + ((i * 7) % 5000));
    const [fine, rough] = [values(grid, 0), values(coarse, 3)];
    await writeGeotiff(land.path('wide.tif'), grid, { dtype: 'uint16', planes: [fine], nodata: 0 });
    await writeGeotiff(land.path('rough.tif'), coarse, { dtype: 'uint16', planes: [rough], nodata: 0 });
    const scene = land.services.catalog.scene.get('scene-3');
    const asset = (band: string, path: string, of: Grid): Scene['assets'][number] => ({ band, path, bandIndex: 1, grid: of as never, dtype: 'uint16', nodata: 0, quantity: 'reflectance', scale: 1e-4, offset: 0, driver: 'GTiff', block: [256, 256] });
    const wide: Scene = { ...scene, id: 'wide', assets: [asset('B04', 'wide.tif', grid), asset('B11', 'rough.tif', coarse)] };
    const path = await scenePreview(land.services, wide, { bands: ['B04', 'B11'], place: { column: 1, row: 0 } });
    const found = describeRaster(path);
    expect([found.width, found.height, found.affine?.[0]]).toEqual([76, 40, 610_240]);
    const window = { column: 0, row: 0, width: 76, height: 40 };
    const expected = (of: (column: number, row: number) => number): number[] => Array.from({ length: 76 * 40 }, (_, i) => of(1024 + (i % 76), Math.floor(i / 76)));
    expect([...readWindow(path, 1, window, 'uint16')]).toEqual(expected((column, row) => fine[row * 1100 + column] ?? -1));
    expect([...readWindow(path, 2, window, 'uint16')]).toEqual(expected((column, row) => rough[(row >> 1) * 550 + (column >> 1)] ?? -1));
  });

  it('is not begun for someone who went away before its turn', async () => {
    const scene = { ...land.services.catalog.scene.get('scene-19'), id: 'left' };
    const aborter = new AbortController();
    const first = scenePreview(land.services, { ...scene, id: 'before' }, { bands: ['B02'], place: 'whole' });
    const second = scenePreview(land.services, scene, { bands: ['B02'], place: 'whole' }, aborter.signal);
    aborter.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(await first)).toBe(true);
    expect(readdirSync(land.path('.cache/previews')).filter((name) => name.startsWith('left'))).toEqual([]);
  });
});
