import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import type { SampleTable } from '../../src/main/engine/samples/table.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import type { SampleSet } from '../../src/shared/records/learning.ts';

/** Two composites on both sides of 6° E, where zone 31 meets zone 32; they share a strip. */
const LAT = 50.5;
const SIDE = 200;
const PERIODS = [{ start: '2022-04-01', end: '2022-04-30' }, { start: '2022-05-01', end: '2022-05-31' }];
const valueOf = (source: number, row: number, column: number, band: number, period: number) => 100 + source * 20_000 + ((row * 83 + column * 7 + band * 1009 + period * 3001) % 10_000);
const grids: Grid[] = [gridAt('EPSG:32631', 5.985), gridAt('EPSG:32632', 6.005)];

function gridAt(crs: string, lon: number): Grid {
  const { x, y } = transformPoints([lon], [LAT], 'EPSG:4326', crs);
  return { crs, affine: northUp(Math.round((x[0] ?? 0) / 10) * 10 - 1000, Math.round((y[0] ?? 0) / 10) * 10 + 1000, 10), width: SIDE, height: SIDE };
}

let folder = '';
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-sources-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  for (const source of [0, 1]) await makeComposite(source);
  await makeParcels();
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function makeComposite(source: number): Promise<void> {
  const { workspace, catalog } = engine.services;
  const grid = grids[source] as Grid;
  const id = ['west', 'east'][source] ?? '';
  for (const [period, { start }] of PERIODS.entries()) {
    const planes = [0, 1, 2].map((band) => Uint16Array.from({ length: SIDE * SIDE }, (_, i) => valueOf(source, Math.floor(i / SIDE), i % SIDE, band, period)));
    await writeGeotiff(workspace.place(`composites/${id}/${start}.tif`), grid, { dtype: 'uint16', planes, nodata: 65_535 }, { tile: 64 });
  }
  catalog.composite.insert({
    kind: 'composite', id, title: id, createdAt: '2022-01-01T00:00:00Z', simulated: false, warnings: [], grid: { ...grid, affine: [...grid.affine] }, footprint: [[5.9, 50.4, 6.1, 50.6]],
    bands: ['B04', 'B08'].map(reflectanceQuantity), periods: PERIODS.map(({ start, end }) => ({ start, end, path: `composites/${id}/${start}.tif`, clearFraction: 1, scenes: 1 })), origin: 'test', settings: {}, sceneIds: [], runId: null,
  });
}

const box = (lon: number, lat: number, size = 0.0012) => [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]];

/** Fields of 85 × 133 m at every 0.002° from 5.973° to 6.017°, in two rows of districts. */
async function makeParcels(): Promise<void> {
  const features = Array.from({ length: 23 }, (_, i) => ({ id: `f${i}`, code: i % 3 === 0 ? 'BTH' : 'MIS', district: i < 12 ? 'north' : 'south', lon: 5.973 + i * 0.002, lat: LAT - 0.004 + (i % 4) * 0.002 }));
  const path = join(folder, 'zones.geojson');
  writeFileSync(path, JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ id, code, district, lon, lat }) => ({ type: 'Feature', properties: { id_parcel: id, code_cultu: code, district }, geometry: { type: 'Polygon', coordinates: [box(lon, lat)] } })),
  }));
  expect((await engine.call('import.paths', { paths: [path] })).imported).toMatchObject([{ kind: 'parcels', id: 'zones' }]);
}

async function run(kind: string, params: Record<string, unknown>): Promise<{ job: Job; record: SampleSet; table: SampleTable; rejected: string }> {
  const job = await (await engine.services.jobs.start(kind, params)).finished;
  expect(job.error).toBeNull();
  const record = engine.services.catalog.samples.get(String(job.result?.['id']));
  const path = engine.services.workspace.absolute(record.path);
  return { job, record, table: await readSamples(path), rejected: readFileSync(path.replace('.parquet', '.rejected.csv'), 'utf8') };
}

const attribute = (table: SampleTable, name: 'region' | 'parcel' | 'lon' | 'lat' | 'country' | 'year' | 'observer' | 'valid_time'): readonly (string | null)[] => table.attributes.get(name) ?? [];

/** Pixel of a sample in a composite, from its degrees. */
function pixelIn(source: number, lon: number, lat: number): [row: number, column: number] {
  const grid = grids[source] as Grid;
  const { x, y } = transformPoints([lon], [lat], 'EPSG:4326', grid.crs);
  return [Math.floor(((grid.affine[3] ?? 0) - (y[0] ?? 0)) / 10), Math.floor(((x[0] ?? 0) - (grid.affine[0] ?? 0)) / 10)];
}

/** The composite that a sample's value comes from: values of the eastern one are 20 000 greater. */
const sourceOf = (table: SampleTable, row: number) => ((table.series[row] ?? 0) >= 20_000 ? 1 : 0);

describe('samples of several zones', () => {
  it('take each parcel from the composite that holds it, once, with that composite’s values', async () => {
    const { record, table } = await run('samples-from-parcels', { parcels: 'zones', composite: 'west', moreComposites: ['east'], perParcel: 4, country: 'BEL', id: 'both' });
    expect(record.crs).toBe('EPSG:4326');
    expect(record.sources).toEqual(['zones', 'west', 'east']);
    expect(new Set(table.ids).size).toBe(table.rows);
    const sources = new Map<string, Set<number>>();
    for (let row = 0; row < table.rows; row++) {
      const source = sourceOf(table, row);
      const [pixelRow, column] = pixelIn(source, Number(attribute(table, 'lon')[row]), Number(attribute(table, 'lat')[row]));
      for (let period = 0; period < 2; period++) for (let band = 0; band < 2; band++) expect(table.series[(period * 2 + band) * table.rows + row]).toBe(valueOf(source, pixelRow, column, band, period));
      expect(table.x[row]).toBeCloseTo(Number(attribute(table, 'lon')[row]), 9);
      const parcel = attribute(table, 'parcel')[row] ?? '';
      sources.set(parcel, (sources.get(parcel) ?? new Set()).add(source));
    }
    expect([...sources.values()].every((found) => found.size === 1)).toBe(true);
    // The western grid ends at 5.9991°: the fourteenth field, from 5.999° on, lies whole in the eastern one alone.
    expect(countBy([...sources.values()].map((found) => String([...found][0])))).toEqual(new Map([['0', 13], ['1', 10]]));
    expect(new Set(attribute(table, 'country'))).toEqual(new Set(['BEL']));
    expect(new Set(attribute(table, 'year'))).toEqual(new Set(['2022']));
  });

  it('give one median per parcel, of exactly the pixels inside', async () => {
    const points = await run('samples-from-parcels', { parcels: 'zones', composite: 'west', moreComposites: ['east'], perParcel: 10_000, perClass: null, innerBufferM: 15 });
    const { table } = await run('samples-from-parcels', { parcels: 'zones', composite: 'west', moreComposites: ['east'], take: 'median', perClass: null, innerBufferM: 15 });
    expect(table.rows).toBe(23);
    for (let row = 0; row < table.rows; row++) {
      const rows = points.table.ids.flatMap((id, i) => (id.split('/')[0] === table.ids[row] ? [i] : []));
      expect(rows.length).toBeGreaterThan(20);
      for (let plane = 0; plane < 4; plane++) {
        const values = rows.map((i) => points.table.series[plane * points.table.rows + i] ?? 0).toSorted((a, b) => a - b);
        const half = values.length / 2;
        const median = values.length % 2 === 1 ? (values[Math.floor(half)] ?? 0) : ((values[half - 1] ?? 0) + (values[half] ?? 0)) / 2;
        expect(table.series[plane * table.rows + row]).toBe(Math.floor(median + 0.5));
      }
    }
  });

  it('cap a class in each region that a column names, and refuse a column that is not there', async () => {
    const { record, table } = await run('samples-from-parcels', { parcels: 'zones', composite: 'west', moreComposites: ['east'], perParcel: 5, perClassRegion: 6, regionColumn: 'district' });
    const both = table.classes.map((code, row) => `${code} ${attribute(table, 'region')[row]}`);
    expect(countBy(both)).toEqual(new Map([['winter_wheat north', 6], ['maize north', 6], ['winter_wheat south', 6], ['maize south', 6]]));
    // 23 fields of 5 pixels: every pixel is either a sample or counted under the cap that was asked for, not the reserve that is drawn.
    const capped = record.rejected.filter(({ reason }) => reason.includes('has more than'));
    expect(capped.map(({ reason }) => reason).toSorted()).toEqual(['class maize has more than 6 samples in a region', 'class winter_wheat has more than 6 samples in a region']);
    expect(capped.reduce((sum, { count }) => sum + count, 0)).toBe(23 * 5 - 24);
    const wrong = await (await engine.services.jobs.start('samples-from-parcels', { parcels: 'zones', composite: 'west', regionColumn: 'nowhere' })).finished;
    expect(wrong.error).toMatchObject({ code: 'COLUMN_MISSING', message: expect.stringContaining('nowhere') as string });
  });

  it('refuse composites of other bands or months', async () => {
    const { catalog } = engine.services;
    const east = catalog.composite.get('east');
    catalog.composite.insert({ ...east, id: 'later', periods: east.periods.map((period) => ({ ...period, start: period.start.replace('-05-', '-06-') })) });
    await expect(engine.services.jobs.start('samples-from-parcels', { parcels: 'zones', composite: 'west', moreComposites: ['later'] })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'moreComposites' } });
  });
});

describe('samples from field observations', () => {
  it('are read from CSV with the scheme’s words, dates and observers, and say what falls', async () => {
    const file = join(folder, 'walk.csv');
    const lines = [
      'id;longitude;latitude;crop;date;observer',
      `a;${'5.9800'.replace('.', ',')};50,5000;Maize;2022-05-03;Anna`,
      'b;5.9850;50.5010;winter_wheat;04.05.2022;Ben',
      'b;5.9860;50.5010;winter_wheat;04.05.2022;Ben',
      'again;5.98601;50.5010;winter_wheat;04.05.2022;Ben',
      'east;6.0100;50.5010;Maize;2022-04-30;Anna',
      'clash1;5.9900;50.5010;Maize;2022-05-03;Anna',
      'clash2;5.99001;50.5010;winter_wheat;2022-05-03;Ben',
      'late;5.9820;50.5000;Maize;2022-09-01;Anna',
      'undated;5.9825;50.5000;Maize;;Anna',
      'wrongday;5.9825;50.5000;Maize;31.02.2022;Anna',
      'away;7.5;50.5;Maize;2022-05-03;Anna',
      'nowhere;;;Maize;2022-05-03;Anna',
      'odd;5.9830;50.5000;Hops;2022-05-03;Anna',
      'blank;5.9830;50.5000;;2022-05-03;Anna',
    ];
    writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`);
    const { record, table, rejected } = await run('samples-from-observations', { file, composite: 'west', moreComposites: ['east'], id: 'walk' });
    expect([...table.ids].map((id) => id.split('/')[0]).toSorted()).toEqual(['a', 'b', 'b (3)', 'east']);
    const at = (id: string) => table.ids.findIndex((one) => one.startsWith(`${id}/`));
    expect([attribute(table, 'observer')[at('a')], attribute(table, 'valid_time')[at('b')], table.classes[at('a')], table.classes[at('b')]]).toEqual(['Anna', '2022-05-04', 'maize', 'winter_wheat']);
    expect([sourceOf(table, at('a')), sourceOf(table, at('east'))]).toEqual([0, 1]);
    expect(table.series[at('a')]).toBe(valueOf(0, ...pixelIn(0, 5.98, 50.5), 0, 0));
    const why = Object.fromEntries(rejected.trim().split('\n').slice(1).map((line) => [line.split(',')[0]?.split('/')[0], line.slice(line.indexOf(',') + 1)]));
    expect(why).toEqual({
      again: 'another observation has the same pixel', clash1: 'another observation gives its pixel another class', clash2: 'another observation gives its pixel another class',
      late: 'its date lies outside the composite’s time', undated: 'no date', wrongday: 'its date 31.02.2022 is no day', away: 'outside the composite', nowhere: 'no place', odd: 'code Hops is not mapped', blank: 'no class',
    });
    expect(record.rejected.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    const listed = await engine.call('samples.rejected', { id: 'walk', reason: 'no date' });
    expect(listed).toMatchObject({ total: 1, rows: [{ id: 'undated', reason: 'no date' }], complete: true });
  });

  it('are read from polygons with their own column names, and mapped through the scheme', async () => {
    const file = join(folder, 'drawn.geojson');
    const shapes = [{ n: 'p1', c: 'BTH', d: '2022-05-01', g: { type: 'Polygon', coordinates: [box(5.98, 50.5)] } }, { n: 'p2', c: 'MIS', d: '2022-05-01', g: { type: 'MultiPoint', coordinates: [[5.985, 50.502]] } }, { n: 'bow', c: 'MIS', d: '2022-05-01', g: { type: 'Polygon', coordinates: [[[5.988, 50.5], [5.99, 50.502], [5.99, 50.5], [5.988, 50.502], [5.988, 50.5]]] } }];
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: shapes.map(({ n, c, d, g }) => ({ type: 'Feature', properties: { name: n, culture_code: c, seen: d }, geometry: g })) }));
    const { table } = await run('samples-from-observations', { file, composite: 'west', codeSource: 'rpg', classColumn: 'culture_code', dateColumn: 'seen', idColumn: 'name', take: 'median', innerBufferM: 5 });
    expect(Object.fromEntries(table.ids.map((id, row) => [id, table.classes[row]]))).toEqual({ p1: 'winter_wheat', p2: 'maize', bow: 'maize' });
  });

  it('name the column that is missing, and the file that was not granted', async () => {
    const file = join(folder, 'bare.csv');
    writeFileSync(file, 'lon,lat,kind\n5.98,50.5,Maize\n');
    const failed = async (params: Record<string, unknown>) => (await (await engine.services.jobs.start('samples-from-observations', { file, composite: 'west', ...params })).finished).error;
    expect(await failed({})).toMatchObject({ code: 'COLUMN_MISSING', message: expect.stringContaining('class') as string });
    expect(await failed({ classColumn: 'kind', dateColumn: 'day' })).toMatchObject({ code: 'COLUMN_MISSING', message: expect.stringContaining('day') as string });
    expect(await failed({ file: join(folder, 'none.csv') })).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(engine.services.jobs.namedFiles('samples-from-observations', { file: 'inside.csv', composite: 'west' })).toEqual([join(folder, 'area', 'inside.csv')]);
  });
});
