import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { createApi, type Api } from '../../src/main/host/api.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { makeScene } from './composite-made.ts';

const base = mkdtempSync(join(tmpdir(), 'furrow-values-'));
const grid: Grid = { crs: 'EPSG:32631', affine: northUp(600_000, 5_600_000, 10), width: 40, height: 30 };
let engine: Engine;
let api: Api;

beforeAll(async () => {
  const folder = join(base, 'area');
  await initWorkspace(folder);
  engine = await openEngine({ folder, settings: { workers: 1 } });
  api = createApi(engine, { rendererFolder: null });
  const band = (name: string, stored: number) => ({ band: name, grid, jp2: true, offset: -1000, value: () => stored });
  engine.services.catalog.scene.insert(await makeScene(base, { id: 'scene', datetime: '2023-05-03T10:40:00Z', bands: [band('B02', 1400), band('B03', 1500), band('B04', 1600), { band: 'SCL', grid, value: () => 6 }] }));
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(base, { recursive: true, force: true });
});

async function call(name: string, input: unknown): Promise<unknown> {
  const response = await api(new Request(`http://127.0.0.1/api/${name}`, { method: 'POST', body: JSON.stringify(input) }));
  return response.json();
}

it('answers clicks through the API, from worker processes', async () => {
  const answer = await call('values.identify', { x: 600_105, y: 5_599_905, crs: 'EPSG:32631', records: ['scene'] });
  expect(answer).toMatchObject({ items: [{ id: 'scene', state: 'found', found: { bands: [{ band: 'B02', stored: 1400, physical: 0.04 }, {}, {}], quality: { name: 'water' } } }] });
  expect(await call('values.identify', { x: 600_105, y: 5_599_905, crs: 'EPSG:32631', records: [] })).toMatchObject({ error: { code: 'INVALID_INPUT', params: { field: 'records' } } });
  expect(await call('values.identify', { x: 1, y: 1, crs: 'EPSG:1', records: ['scene'] })).toMatchObject({ error: { code: 'CRS_UNKNOWN' } });
  expect(await call('values.series', { x: 1, y: 1, crs: 'EPSG:32631', composite: 'none' })).toMatchObject({ error: { code: 'RECORD_NOT_FOUND' } });
});

it('defines and finds coordinate systems through the API', async () => {
  const first = await call('crs.define', { crs: 'EPSG:2154' });
  expect(first).toMatchObject({ name: 'RGF93 v1 / Lambert-93', kind: 'projected' });
  expect(await call('crs.define', { crs: 'EPSG:2154' })).toEqual(first);
  expect(await call('crs.search', { text: 'lambert-93', limit: 3 })).toMatchObject({ items: [{}, {}, {}] });
});

it('serves the preview of a JP2 scene by its address, and says what is wrong with another', async () => {
  const get = (path: string): Promise<Response> => api(new Request(`http://127.0.0.1${path}`));
  const preview = await get('/assets/scene/preview-B04-B03-B02.tif');
  expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/tiff; application=geotiff; profile=cloud-optimized']);
  // A little-endian TIFF, version 42.
  expect([...new Uint8Array(await preview.arrayBuffer()).subarray(0, 4)]).toEqual([0x49, 0x49, 42, 0]);
  expect((await get('/assets/scene/preview-.tif')).status).toBe(404);
  expect((await get('/chips/none?x=1&y=1&crs=EPSG:32631&period=0')).status).toBe(404);
});
