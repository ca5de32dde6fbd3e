import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { createVector } from '../../src/main/engine/gdal/vector.ts';
import { geometryFromWkb } from '../../src/main/engine/gdal/polygon.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { tileSide, WORLD_HALF } from '../../src/main/engine/tiles/tile-address.ts';
import { type Api, createApi } from '../../src/main/host/api.ts';
import { decodeTile } from '../engine/decode-tile.ts';

let folder = '';
let engine: Engine;
let api: Api;

/** 90 × 90 squares of 100 m in Web Mercator around 10° E, 50° N: more than are drawn one by one on a small scale. */
const SIDE = 90;
const [WEST, SOUTH] = [1_113_000, 6_446_000];

function square(x: number, y: number, side: number): Uint8Array {
  const points = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]].flat();
  const wkb = Buffer.alloc(9 + 9 + 4 + points.length * 8);
  for (const [at, type, count] of [[0, 6, 1], [9, 3, 1]] as const) {
    wkb[at] = 1;
    wkb.writeUInt32LE(type, at + 1);
    wkb.writeUInt32LE(count, at + 5);
  }
  wkb.writeUInt32LE(5, 18);
  points.forEach((value, i) => wkb.writeDoubleLE(value, 22 + i * 8));
  return wkb;
}

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'furrow-tile-route-')), 'area');
  await initWorkspace(folder);
  const fields = [{ name: 'code', type: 'string' as const }, { name: 'label', type: 'string' as const }, { name: 'area_m2', type: 'real' as const }];
  const writer = createVector(join(folder, 'parcels', 'many.gpkg'), { name: 'parcels', crs: 'EPSG:3857', fields, geometryType: 'multipolygon' });
  for (let i = 0; i < SIDE * SIDE; i++) {
    const code = i % SIDE < SIDE / 2 ? 'wheat' : 'maize';
    writer.add({ properties: { code, label: code, area_m2: 10_000 }, geometry: geometryFromWkb(square(WEST + (i % SIDE) * 100, SOUTH + Math.floor(i / SIDE) * 100, 100), 'EPSG:3857') });
  }
  writer.close();
  engine = await openEngine({ folder, settings: { workers: 1 } });
  api = createApi(engine, { rendererFolder: null });
  const base = { title: 'Many', createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [], layer: 'parcels', crs: 'EPSG:3857', source: 'made', format: 'GPKG', repaired: 0, codeColumn: 'code', codeSource: 'own', codes: [], skipped: [] };
  const set = { ...base, kind: 'parcels' as const, id: 'many', path: 'parcels/many.gpkg', count: SIDE * SIDE, footprint: [[9.99, 49.99, 10.1, 50.1] as [number, number, number, number]] };
  engine.services.catalog.parcels.put(set);
  engine.services.catalog.parcels.put({ ...set, id: 'gone', path: 'parcels/gone.gpkg' });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const get = (path: string, init: RequestInit = {}): Promise<Response> => api(new Request(`http://127.0.0.1${path}`, init));
const column = (z: number): number => Math.floor((WEST + 4000 + WORLD_HALF) / tileSide(z));
const row = (z: number): number => Math.floor((WORLD_HALF - SOUTH - 4000) / tileSide(z));
const address = (z: number): { z: number; x: number; y: number } => ({ z, x: column(z), y: row(z) });
const path = (z: number): string => `/tiles/many/${z}/${column(z)}/${row(z)}.mvt`;

describe('vector tiles of parcels', () => {
  it('come with single parcels at large scales', async () => {
    const reply = await get(path(15));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
    const parcels = decodeTile(folder, address(15), new Uint8Array(await reply.arrayBuffer()));
    expect(parcels.length).toBeGreaterThan(10);
    for (const { id, properties } of parcels) expect(properties).toEqual({ code: ((id ?? 0) - 1) % SIDE < SIDE / 2 ? 'wheat' : 'maize', label: properties['code'], area_m2: 10_000 });
  });

  it('come with patches of one crop at small scales, from an overview that is built once and kept', async () => {
    for (const z of [4, 7, 9]) {
      const patches = decodeTile(folder, address(z), new Uint8Array(await (await get(path(z))).arrayBuffer()));
      expect(patches.length).toBeGreaterThan(0);
      for (const { id, properties } of patches) expect([id, properties['generalised']]).toEqual([null, 1]);
    }
    expect(readdirSync(join(folder, '.cache/tiles/many'))).toEqual([expect.stringMatching(/\.overview$/)]);
  });

  it('are not sent twice, until the parcels change', async () => {
    const first = await get(path(14));
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    const again = await get(path(14), { headers: { 'if-none-match': etag } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    utimesSync(join(folder, 'parcels/many.gpkg'), new Date('2030-01-01'), new Date('2030-01-01'));
    const changed = await get(path(9), { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(readdirSync(join(folder, '.cache/tiles/many'))).toHaveLength(1);
  });

  it('are empty where no parcel lies', async () => {
    const reply = await get('/tiles/many/12/0/0.mvt');
    expect([reply.status, (await reply.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  it('answer a question for the head alone', async () => {
    const [whole, head] = [await get(path(15)), await get(path(15), { method: 'HEAD' })];
    expect(head.headers.get('content-length')).toBe(String((await whole.arrayBuffer()).byteLength));
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  it.each([
    ['/tiles/many/3/8/0.mvt', 'TILE_OUTSIDE'],
    ['/tiles/many/25/0/0.mvt', 'TILE_OUTSIDE'],
    ['/tiles/many/-1/0/0.mvt', 'TILE_OUTSIDE'],
    ['/tiles/many/3/1.5/0.mvt', 'TILE_OUTSIDE'],
    ['/tiles/many/3/1/0', 'TILE_OUTSIDE'],
    ['/tiles/many/3/1/0.pbf', 'TILE_OUTSIDE'],
    ['/tiles/many/3/1/0.mvt/x', 'TILE_OUTSIDE'],
    ['/tiles/many', 'TILE_OUTSIDE'],
    ['/tiles/many/99999999999/1/0.mvt', 'TILE_OUTSIDE'],
    ['/tiles/nobody/3/1/0.mvt', 'RECORD_NOT_FOUND'],
    ['/tiles/..%2f..%2fetc/3/1/0.mvt', 'RECORD_NOT_FOUND'],
    ['/tiles/gone/3/1/0.mvt', 'FILE_NOT_FOUND'],
  ])('that cannot be are not found: %s', async (wrong, code) => {
    const reply = await get(wrong);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code } });
  });
});
