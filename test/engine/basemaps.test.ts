import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { createApi, type Api } from '../../src/main/host/api.ts';
import { PathPolicy } from '../../src/main/host/path-policy.ts';
import { sharedData } from '../real-data.ts';
import { alterSqlite, pngTile, writeMbtiles, writePmtiles } from './basemap-files.ts';

const base = mkdtempSync(join(tmpdir(), 'furrow-basemaps-'));
const given = join(base, 'given');
const folder = join(base, 'area');
const red = pngTile([200, 30, 30], 4);
let engine: Engine;
let api: Api;

beforeAll(async () => {
  mkdirSync(given);
  await initWorkspace(folder);
  const policy = new PathPolicy([folder, given, ...(sharedData ? [sharedData] : [])]);
  engine = await openEngine({ folder, settings: { workers: 1 }, access: { roots: policy.roots, check: (path) => { policy.check(path); } } });
  api = createApi(engine, { rendererFolder: null });
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(base, { recursive: true, force: true });
});

const add = (path: string) => engine.call('basemaps.add', { path });
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => api(new Request(`http://127.0.0.1${path}`, { headers }));
const file = (name: string): string => join(given, name);

describe('an MBTiles basemap', () => {
  it('tells what it holds, and gives its tiles by their places on the web', async () => {
    writeMbtiles(file('roads.mbtiles'), { name: 'Roads', format: 'png', minzoom: '0', maxzoom: '1', bounds: '-5,40,10,52', attribution: '<a href="x">&copy; Somebody</a>' }, [{ z: 0, x: 0, y: 0, bytes: red }, { z: 1, x: 1, y: 0, bytes: pngTile([1, 2, 3], 4) }]);
    const added = await add(file('roads.mbtiles'));
    expect(added).toMatchObject({ id: 'Roads', title: 'Roads', format: 'mbtiles', content: 'raster', bounds: [-5, 40, 10, 52], attribution: '© Somebody', tiles: { minZoom: 0, maxZoom: 1, layers: [] }, isThere: true });
    const north = await get('/basemaps/Roads/1/1/0');
    expect([north.status, north.headers.get('content-type'), Buffer.from(await north.arrayBuffer()).equals(pngTile([1, 2, 3], 4))]).toEqual([200, 'image/png', true]);
    expect((await get('/basemaps/Roads/1/1/1')).status).toBe(204);
    expect((await get('/basemaps/Roads/0/0/0', { 'if-none-match': north.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await get('/basemaps/Roads/1/2/0')).status).toBe(404);
    expect((await get('/basemaps/Roads/file')).status).toBe(404);
  });

  it('of vector tiles gives them unpacked, with the names of their layers', async () => {
    const tile = Buffer.from([0x1a, 0x00]);
    writeMbtiles(file('vector.mbtiles'), { format: 'pbf', json: JSON.stringify({ vector_layers: [{ id: 'water' }, { id: 'roads' }] }) }, [{ z: 3, x: 1, y: 2, bytes: gzipSync(tile) }]);
    expect(await add(file('vector.mbtiles'))).toMatchObject({ id: 'vector', title: 'vector', content: 'vector', tiles: { minZoom: 3, maxZoom: 3, layers: ['water', 'roads'] }, bounds: [-180, -85.0511, 180, 85.0511] });
    const answer = await get('/basemaps/vector/3/1/2');
    expect([answer.headers.get('content-type'), [...new Uint8Array(await answer.arrayBuffer())]]).toEqual(['application/vnd.mapbox-vector-tile', [0x1a, 0x00]]);
  });

  it('may be a view over two tables, as tools that share equal tiles write it, but no trap', async () => {
    const views = (name: string, sql: string): string => {
      writeMbtiles(file(name), { format: 'png', minzoom: '0', maxzoom: '0' }, [{ z: 0, x: 0, y: 0, bytes: red }]);
      alterSqlite(file(name), `ALTER TABLE tiles RENAME TO stored; ${sql}`);
      return file(name);
    };
    const plain = await add(views('shared.mbtiles', 'CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM stored'));
    expect((await get(`/basemaps/${plain.id}/0/0/0`)).status).toBe(200);
    const endless = 'CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(i) AS tile_data FROM n';
    const nested = 'CREATE VIEW one AS SELECT a.* FROM stored a, stored b; CREATE VIEW tiles AS SELECT * FROM one';
    for (const sql of [endless, nested]) await expect(add(views(`trap-${sql.length}.mbtiles`, sql))).rejects.toMatchObject({ code: 'BASEMAP_NOT_UNDERSTOOD' });
  });

  it('is refused where it is damaged, empty or something else, with the reason', async () => {
    copyFileSync(file('roads.mbtiles'), file('cut.mbtiles'));
    writeFileSync(file('cut.mbtiles'), readFileSync(file('roads.mbtiles')).subarray(0, 5000));
    writeMbtiles(file('none.mbtiles'), { format: 'png' }, []);
    writeFileSync(file('fake.mbtiles'), 'SQLite format 3\0 and nothing more');
    writeFileSync(file('text.mbtiles'), 'hello');
    alterSqlite(file('other.sqlite'), 'CREATE TABLE fields (name text)');
    const codes = await Promise.all(['cut.mbtiles', 'none.mbtiles', 'fake.mbtiles', 'text.mbtiles', 'other.sqlite', 'not-there.mbtiles', '.'].map((name) => add(file(name)).catch((thrown: { code: string }) => thrown.code)));
    expect(codes).toEqual(['BASEMAP_DAMAGED', 'BASEMAP_DAMAGED', 'BASEMAP_DAMAGED', 'BASEMAP_NOT_UNDERSTOOD', 'BASEMAP_NOT_UNDERSTOOD', 'FILE_NOT_FOUND', 'BASEMAP_NOT_UNDERSTOOD']);
  });

  it('gives nothing but pictures out as pictures', async () => {
    writeMbtiles(file('page.mbtiles'), { format: 'png', minzoom: '0', maxzoom: '0' }, [{ z: 0, x: 0, y: 0, bytes: Buffer.from('<svg onload="alert(1)"/>') }]);
    const { id } = await add(file('page.mbtiles'));
    expect(await (await get(`/basemaps/${id}/0/0/0`)).json()).toMatchObject({ error: { code: 'BASEMAP_DAMAGED' } });
  });
});

describe('a PMTiles basemap', () => {
  const tiles = [{ z: 0, x: 0, y: 0, bytes: red }, { z: 1, x: 0, y: 1, bytes: red }];

  it('tells what it holds, and is served by byte ranges', async () => {
    writePmtiles(file('world.pmtiles'), 2, { name: 'World', attribution: 'Natural Earth' }, tiles);
    expect(await add(file('world.pmtiles'))).toMatchObject({ id: 'World', format: 'pmtiles', content: 'raster', bounds: [-180, -85, 180, 85], attribution: 'Natural Earth', tiles: { minZoom: 0, maxZoom: 1 } });
    const part = await get('/basemaps/World/file', { range: 'bytes=0-6' });
    expect([part.status, await part.text()]).toEqual([206, 'PMTiles']);
  });

  it('is refused where a window could not read it', async () => {
    const made = (name: string, change: (header: Buffer) => void): string => {
      writePmtiles(file(name), 1, {}, tiles, change);
      return file(name);
    };
    const files = [
      made('old.pmtiles', (header) => { header[7] = 2; }),
      made('zstd.pmtiles', (header) => { header[98] = 4; }),
      made('what.pmtiles', (header) => { header[99] = 0; }),
      made('beyond.pmtiles', (header) => { header.writeBigUInt64LE(10n ** 15n, 64); }),
      made('metadata.pmtiles', (header) => { header.writeBigUInt64LE(3n, 32); }),
    ];
    writeFileSync(file('short.pmtiles'), 'PMTiles\u0003');
    const codes = await Promise.all([...files, file('short.pmtiles')].map((path) => add(path).catch((thrown: { code: string }) => thrown.code)));
    expect(codes).toEqual(['BASEMAP_NOT_UNDERSTOOD', 'BASEMAP_NOT_UNDERSTOOD', 'BASEMAP_NOT_UNDERSTOOD', 'BASEMAP_DAMAGED', 'BASEMAP_DAMAGED', 'BASEMAP_DAMAGED']);
  });
});

describe('a GeoTIFF basemap', () => {
  const grid = { crs: 'EPSG:2154', affine: [600_000, 2, 0, 6_800_000, 0, -2], width: 50, height: 40 } as const;

  it('tells its grid, its colours and the range of values that are no bytes', async () => {
    const plane = (from: number): Uint16Array => Uint16Array.from({ length: 2000 }, (_, i) => from + i);
    await writeGeotiff(file('photo.tif'), grid, { dtype: 'uint16', planes: [plane(0), plane(1000), plane(2000)], nodata: null });
    const { picture, bounds } = await add(file('photo.tif'));
    expect(picture).toMatchObject({ grid, colours: 'rgb', palette: [], overviews: 0, coarsest: null });
    // 2 and 98 % of 0…1999, 1000…2999 and 2000…3999 together.
    expect([Math.abs((picture?.range[0] ?? 0) - 120), Math.abs((picture?.range[1] ?? 0) - 3880)].every((away) => away <= 20)).toBe(true);
    expect(bounds[0]).toBeCloseTo(1.6516, 3);
    expect((await get('/basemaps/photo/file', { range: 'bytes=0-3' })).status).toBe(206);
  });

  it('says from where a large one without overviews can be shown', async () => {
    await writeGeotiff(file('large.tif'), { ...grid, width: 5000, height: 10 }, { dtype: 'uint8', planes: [new Uint8Array(50_000)], nodata: 0 });
    expect((await add(file('large.tif'))).picture).toMatchObject({ colours: 'grey', coarsest: 6, range: [0, 255], nodata: 0 });
  });

  it('needs a coordinate system', async () => {
    copyFileSync(file('photo.tif'), file('placeless.tif'));
    const bytes = readFileSync(file('photo.tif'));
    // The tag of the geo keys (34735) renamed: GDAL finds no coordinate system any more.
    const at = bytes.indexOf(Buffer.from([0xaf, 0x87, 0x03, 0x00]));
    bytes.writeUInt16LE(65_000, at);
    writeFileSync(file('placeless.tif'), bytes);
    await expect(add(file('placeless.tif'))).rejects.toMatchObject({ code: 'CRS_MISSING' });
  });

  it.skipIf(!sharedData)(`keeps the palette of a real one${sharedData ? '' : ' (skipped: the shared data is not here)'}`, async () => {
    const { picture } = await add(join(sharedData ?? '', 'cdl/2021_30m_cdls_-106095_1807575_15000.tif'));
    expect(picture).toMatchObject({ grid: { crs: 'EPSG:5070', width: 500 }, colours: 'palette' });
    // Maize and winter wheat, as gdalinfo lists them.
    expect([picture?.palette[1], picture?.palette[24]]).toEqual(['#ffd200ff', '#a46f00ff']);
  });
});

describe('the list of basemaps', () => {
  it('takes only files that were opened to Furrow, links followed, and none from a network', async () => {
    writeMbtiles(join(base, 'outside.mbtiles'), { format: 'png' }, [{ z: 0, x: 0, y: 0, bytes: red }]);
    symlinkSync(join(base, 'outside.mbtiles'), file('link.mbtiles'));
    await expect(add(join(base, 'outside.mbtiles'))).rejects.toMatchObject({ code: 'PATH_NOT_GRANTED' });
    await expect(add(file('link.mbtiles'))).rejects.toMatchObject({ code: 'PATH_NOT_GRANTED' });
    await expect(add('https://example.org/x.pmtiles')).rejects.toMatchObject({ code: 'NETWORK_PATH' });
    await expect(add('/vsicurl/https://example.org/x.tif')).rejects.toMatchObject({ code: 'NETWORK_PATH' });
    await expect(add('given/roads.mbtiles')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await get('/basemaps/..%2F..%2Fetc%2Fpasswd/file')).status).toBe(422);
  });

  it('has a file once, renews what it says of it, and tells when it is gone', async () => {
    writeMbtiles(file('twice.mbtiles'), { name: 'Twice', format: 'png', minzoom: '0', maxzoom: '0' }, [{ z: 0, x: 0, y: 0, bytes: red }]);
    const [first, again] = [await add(file('twice.mbtiles')), await add(file('twice.mbtiles'))];
    expect(again).toEqual(first);
    copyFileSync(file('twice.mbtiles'), file('other.mbtiles'));
    expect((await add(file('other.mbtiles'))).id).toBe('Twice-2');
    renameSync(file('other.mbtiles'), file('elsewhere.mbtiles'));
    const { items } = await engine.call('basemaps.list', {});
    expect(items.filter(({ title }) => title === 'Twice').map(({ id, isThere }) => [id, isThere])).toEqual([['Twice', true], ['Twice-2', false]]);
    await engine.call('basemaps.remove', { id: 'Twice-2' });
    await expect(engine.call('basemaps.remove', { id: 'Twice-2' })).rejects.toMatchObject({ code: 'BASEMAP_NOT_FOUND' });
    expect(existsSync(file('elsewhere.mbtiles'))).toBe(true);
  });

  it('that is damaged is told by name', async () => {
    const path = join(folder, 'basemaps.json');
    const before = readFileSync(path);
    for (const text of ['{', '{"version":1,"items":[{"id":"../x"}]}']) {
      writeFileSync(path, text);
      await expect(engine.call('basemaps.list', {})).rejects.toMatchObject({ code: 'BASEMAP_LIST_DAMAGED', params: { file: path } });
    }
    writeFileSync(path, before);
  });
});
