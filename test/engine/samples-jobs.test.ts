import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import type { SampleSet } from '../../src/shared/records/learning.ts';
import { sharedData } from '../real-data.ts';

/** 600 × 600 pixels of 10 m, so that more than one window is read. */
const grid: Grid = { crs: 'EPSG:32631', affine: northUp(500_000, 5_606_000, 10), width: 600, height: 600 };
const BANDS = ['B04', 'B08'];
const PERIODS = [{ start: '2022-04-01', end: '2022-04-30' }, { start: '2022-05-01', end: '2022-05-31' }];
/** Tells pixel, band and period, so that a wrong offset shows. */
const valueAt = (row: number, column: number, band: number, period: number) => (row * 83 + column * 7 + band * 1009 + period * 3001) % 60_000;

let folder = '';
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-jobs-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  await makeComposite();
  await makeParcels();
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function makeComposite(): Promise<void> {
  const { workspace, catalog } = engine.services;
  for (const [period, { start }] of PERIODS.entries()) {
    const planes = [...BANDS, 'count'].map((_, band) => Uint16Array.from({ length: 360_000 }, (_, i) => {
      const [row, column] = [Math.floor(i / 600), i % 600];
      return row < 60 ? 65_535 : valueAt(row, column, band, period);
    }));
    await writeGeotiff(workspace.place(`composites/two/${start}.tif`), grid, { dtype: 'uint16', planes, nodata: 65_535 }, { tile: 256 });
  }
  catalog.composite.insert({
    kind: 'composite', id: 'two', title: 'Two months', createdAt: '2022-01-01T00:00:00Z', simulated: false, warnings: [], grid: { ...grid, affine: [...grid.affine] }, footprint: [[3, 50.5, 3.1, 50.6]],
    bands: BANDS.map(reflectanceQuantity), periods: PERIODS.map(({ start, end }) => ({ start, end, path: `composites/two/${start}.tif`, clearFraction: 1, scenes: 1 })), origin: 'test', settings: {}, sceneIds: [], runId: null,
  });
}

/** Squares of 200 m in EPSG:4326 are no squares: the parcels come in Lambert-like degrees through the importer. */
async function makeParcels(): Promise<void> {
  const square = (x: number, y: number, side: number) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
  const features: { id: string; code: string; ring: number[][] }[] = [];
  for (let i = 0; i < 400; i++) {
    const x = 500_000 + (i % 20) * 300 + 20;
    const y = 5_600_000 + Math.floor(i / 20) * 300 + 20;
    features.push({ id: `f${i}`, code: i % 2 === 0 ? 'BTH' : 'MIS', ring: square(x, y, 200) });
  }
  features.push({ id: 'over', code: 'CZH', ring: square(500_020, 5_600_020, 200) });
  features.push({ id: 'strip', code: 'BTH', ring: [[500_240, 5_600_000], [500_255, 5_600_000], [500_255, 5_600_200], [500_240, 5_600_200], [500_240, 5_600_000]] });
  features.push({ id: 'away', code: 'BTH', ring: square(600_000, 5_600_000, 200) });
  features.push({ id: 'odd', code: 'ZZZ', ring: square(500_020, 5_600_320, 200) });
  const path = join(folder, 'fields.geojson');
  writeFileSync(path, JSON.stringify({
    type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } },
    features: features.map(({ id, code, ring }) => ({ type: 'Feature', properties: { id_parcel: id, code_cultu: code }, geometry: { type: 'Polygon', coordinates: [ring] } })),
  }));
  const { imported } = await engine.call('import.paths', { paths: [path] });
  expect(imported).toMatchObject([{ kind: 'parcels', id: 'fields' }]);
}

async function run(kind: string, params: Record<string, unknown>): Promise<{ job: Job; record: SampleSet; runId: string }> {
  const { finished } = await engine.services.jobs.start(kind, params);
  const job = await finished;
  expect(job.error).toBeNull();
  return { job, record: engine.services.catalog.samples.get(String(job.result?.['id'])), runId: job.id };
}

describe('samples from parcels', () => {
  it('draws pixels inside the inner buffer with the values of the composite, and counts what it leaves out', async () => {
    const { job, record } = await run('samples-from-parcels', { parcels: 'fields', composite: 'two', perParcel: 5, blockM: 1000 });
    const table = await readSamples(engine.services.workspace.absolute(record.path));
    expect(job.result).toMatchObject({ rows: table.rows, byClass: record.byClass });
    expect(Object.keys(record.byClass).sort()).toEqual(['maize', 'winter_wheat']);
    const reasons = Object.fromEntries(record.rejected.map(({ reason, examples }) => [reason, examples]));
    expect(reasons['lies over another parcel']).toEqual(['f0', 'over']);
    expect(reasons['too narrow for the inner buffer']).toEqual(['strip']);
    expect(reasons['outside the composite']).toEqual(['away']);
    expect(reasons['code ZZZ is not mapped']).toEqual(['odd']);
    // The uppermost 600 m have no value: two rows of 20 parcels with 5 pixels each.
    expect(record.rejected.find(({ reason }) => reason === 'no value in any period')?.count).toBe(200);
    expect(table.rows).toBe(399 * 5 - 200);
    for (let i = 0; i < table.rows; i++) {
      const column = (table.x[i] as number - 500_000) / 10 - 0.5;
      const row = (5_606_000 - (table.y[i] as number)) / 10 - 0.5;
      const insideX = ((table.x[i] as number) - 500_020) % 300;
      expect(insideX).toBeGreaterThanOrEqual(10);
      expect(insideX).toBeLessThanOrEqual(190);
      for (let period = 0; period < 2; period++) for (let band = 0; band < 2; band++) expect(table.series[(period * 2 + band) * table.rows + i]).toBe(valueAt(row, column, band, period));
    }
  });

  it('keeps a parcel on one side of the split and has no leak between blocks', async () => {
    const { record } = await run('samples-from-parcels', { parcels: 'fields', composite: 'two', perParcel: 3, blockM: 900, testShare: 0.25, seed: 5 });
    const table = await readSamples(engine.services.workspace.absolute(record.path));
    const sides = new Map<string, string>();
    table.ids.forEach((id, i) => {
      const parcel = id.split('/')[0] ?? '';
      expect(sides.get(parcel) ?? table.splits[i]).toBe(table.splits[i]);
      sides.set(parcel, table.splits[i] ?? '');
    });
    const { check } = await engine.call('samples.check', { id: record.id });
    expect(check.leak).toMatchObject({ sharedGroups: 0, testRowsNearTraining: 0 });
    for (const code of ['maize', 'winter_wheat']) expect((check.byClass[code]?.test ?? 0) / ((check.byClass[code]?.test ?? 0) + (check.byClass[code]?.train ?? 1))).toBeCloseTo(0.25, 1);
    expect(record.settings['split']).toBe('blocks of 900 m');
  });

  it('draws the same again on replay, other pixels for another seed, and takes many parcels before many pixels', async () => {
    const { runId, record } = await run('samples-from-parcels', { parcels: 'fields', composite: 'two', perParcel: 20, perClass: 150, seed: 1 });
    expect(record.byClass).toEqual({ winter_wheat: 150, maize: 150 });
    const table = await readSamples(engine.services.workspace.absolute(record.path));
    expect(new Set(table.ids.map((id) => id.split('/')[0])).size).toBe(300);
    expect(await engine.services.jobs.replay(runId)).toEqual({ identical: true, differences: [] });
    const other = await run('samples-from-parcels', { parcels: 'fields', composite: 'two', perParcel: 20, perClass: 150, seed: 2 });
    expect((await readSamples(engine.services.workspace.absolute(other.record.path))).ids).not.toEqual(table.ids);
  });

  it('fails with a reason when no code is mapped or no parcel is large enough', async () => {
    const fails = async (params: Record<string, unknown>) => (await (await engine.services.jobs.start('samples-from-parcels', { parcels: 'fields', composite: 'two', ...params })).finished).error;
    expect(await fails({ scheme: 'worldcereal-croptype24' })).toMatchObject({ code: 'CODES_UNMAPPED' });
    expect(await fails({ minAreaM2: 1e6 })).toMatchObject({ code: 'SAMPLES_NONE' });
    await expect(engine.services.jobs.start('samples-from-parcels', { parcels: 'nosuch', composite: 'two' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    await expect(engine.services.jobs.start('samples-from-parcels', { parcels: 'fields', composite: 'two', scheme: 'nosuch' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe.skipIf(!sharedData)('samples from the real French extraction (beside the checkout)', () => {
  it('are imported with the land-cover classes, then labelled as temporary crops for the months of a composite', async () => {
    const path = join(folder, 'fra.geoparquet');
    copyFileSync(join(sharedData ?? '', 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet'), path);
    const { imported } = await engine.call('import.paths', { paths: [path] });
    expect(imported).toMatchObject([{ kind: 'samples', id: 'fra', product: 'worldcereal-extraction' }]);
    const landcover = engine.services.catalog.samples.get('fra');
    expect(landcover).toMatchObject({ schemeId: 'worldcereal-landcover10', crs: 'EPSG:4326', settings: { centreMonth: 6 } });
    const patch = engine.services.catalog.composite.get('two');
    const year = Array.from({ length: 12 }, (_, i) => ({ start: new Date(Date.UTC(2020, 10 + i, 1)).toISOString().slice(0, 10), end: new Date(Date.UTC(2020, 11 + i, 0)).toISOString().slice(0, 10) }));
    engine.services.catalog.composite.insert({ ...patch, id: 'patch', bands: ['B02', 'B04', 'B08', 'VV'].map(reflectanceQuantity), periods: year.map((period) => ({ ...period, path: 'none.tif', clearFraction: 1, scenes: 1 })) });
    const { record } = await run('samples-from-extractions', { extraction: 'fra', scheme: 'temporary-crops', composite: 'patch' });
    expect(record.periods.map(({ start }) => start.slice(5))).toEqual(year.map(({ start }) => start.slice(5)));
    expect(record.bands.map(({ band }) => band)).toEqual(['B02', 'B04', 'B08', 'VV']);
    expect(Object.keys(record.byClass).sort()).toEqual(['other', 'temporary_crops']);
    await expect(engine.services.jobs.start('samples-from-extractions', { extraction: 'fra', composite: 'two' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
