import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { readSamples, writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import type { SampleTable } from '../../src/main/engine/samples/table.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { madeSamples } from './made-samples.ts';

const CLASSES = ['wheat', 'maize', 'beet'];
let folder = '';
let engine: Engine;
let foreign: SampleTable;
let local: SampleTable;

async function register(id: string, table: SampleTable, changes: Record<string, unknown> = {}): Promise<void> {
  const { workspace, catalog } = engine.services;
  await writeSamples(workspace.place(`samples/${id}/samples.parquet`), table);
  catalog.samples.insert({
    kind: 'samples', id, title: id, createdAt: '2022-01-01T00:00:00Z', simulated: false, warnings: [], path: `samples/${id}/samples.parquet`, rows: table.rows, crs: 'EPSG:32631', schemeId: 'crops',
    bands: table.layout.bands.map(reflectanceQuantity), periods: [...table.layout.periods], byClass: Object.fromEntries(countBy(table.classes)), rejected: [], settings: { split: `blocks of ${id}` }, sources: [],
    ...changes,
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-join-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 1 } });
  const cropClass = (code: string, i: number) => ({ code, value: i + 1, colour: '#336699', labels: { en: code } });
  const base = { createdAt: '2022-01-01T00:00:00Z', simulated: false, warnings: [] };
  for (const id of ['crops', 'others']) engine.services.catalog.scheme.insert({ kind: 'scheme', id, title: id, ...base, scheme: { id, title: id, classes: CLASSES.map(cropClass), mappings: {} } } as never);
  foreign = madeSamples({ parcels: 20, perParcel: 2, classes: CLASSES });
  local = { ...madeSamples({ parcels: 12, perParcel: 2, classes: CLASSES }), x: foreign.x.slice(0, 24).map((x) => x + 200_000), weights: new Float64Array(24).fill(0.5) };
  await register('foreign', foreign);
  await register('local', local, { simulated: true });
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function run(params: Record<string, unknown>): Promise<Job> {
  return (await engine.services.jobs.start('samples-join', params)).finished;
}

/** Every value of a row, as it is stored. */
function seriesOf(table: SampleTable, row: number): number[] {
  const planes = table.layout.bands.length * table.layout.periods.length;
  return Array.from({ length: planes }, (_, plane) => table.series[plane * table.rows + row] as number);
}

describe('joining sample sets', () => {
  it('keeps every value, weight and side, and tells rows and groups of the same name apart', async () => {
    const job = await run({ samples: ['foreign', 'local'] });
    expect(job.result).toMatchObject({ id: 'foreign-and-local', rows: 64, repeated: 0, byClass: Object.fromEntries(countBy([...foreign.classes, ...local.classes])) });
    const table = await readSamples(engine.services.workspace.absolute(String(job.result?.['path'])));
    expect(new Set(table.ids).size).toBe(64);
    expect(table.attributes.get('dataset')?.slice(38, 42)).toEqual(['foreign', 'foreign', 'local', 'local']);
    expect(table.groups[0]).not.toBe(table.groups[40]);
    expect([...table.weights.subarray(38, 42)]).toEqual([1, 1, 0.5, 0.5]);
    expect(table.splits).toEqual([...foreign.splits, ...local.splits]);
    for (const row of [0, 17, 39]) expect(seriesOf(table, row)).toEqual(seriesOf(foreign, row));
    for (const row of [0, 23]) expect(seriesOf(table, 40 + row)).toEqual(seriesOf(local, row));
    const record = engine.services.catalog.samples.get('foreign-and-local');
    expect(record).toMatchObject({ simulated: true, sources: ['foreign', 'local'], crs: 'EPSG:32631' });
    expect(record.settings['split']).toBe('blocks of foreign; blocks of local');
  });

  it('lets foreign samples teach and local ones test', async () => {
    const { result } = await run({ samples: ['foreign', 'local'], testFrom: ['local'], id: 'local-test' });
    const test = local.splits.filter((side) => side === 'test').length;
    expect(result).toMatchObject({ bySplit: { train: 64 - test, test } });
    expect(engine.services.catalog.samples.get('local-test').settings['split']).toBe('blocks of local');
  });

  it('takes a sample that several sets have once', async () => {
    await register('again', foreign);
    const { result } = await run({ samples: ['foreign', 'again'] });
    expect(result).toMatchObject({ rows: foreign.rows, repeated: foreign.rows });
  });

  it('leaves out bands that a set lacks, says so, and brings zones together in degrees', async () => {
    const bands = local.layout.bands.slice(1);
    const skip = local.layout.periods.length;
    const planes = Array.from({ length: skip }, (_, period) => local.series.subarray((period * local.layout.bands.length + 1) * local.rows, (period + 1) * local.layout.bands.length * local.rows));
    const series = new Uint16Array(planes.reduce((sum, plane) => sum + plane.length, 0));
    planes.reduce((at, plane) => (series.set(plane, at), at + plane.length), 0);
    const fewer = { ...local, layout: { ...local.layout, bands }, series };
    await register('fewer', fewer, { crs: 'EPSG:32632' });
    const { result } = await run({ samples: ['foreign', 'fewer'] });
    expect(result).toMatchObject({ bands });
    expect((result?.['warnings'] as Told[]).map(textOf)[0]).toContain(local.layout.bands[0]);
    const table = await readSamples(engine.services.workspace.absolute(String(result?.['path'])));
    const { x, y } = transformPoints(fewer.x, fewer.y, 'EPSG:32632', 'EPSG:4326');
    expect(table.x[40]).toBeCloseTo(x[0] ?? NaN, 9);
    expect(table.y[40]).toBeCloseTo(y[0] ?? NaN, 9);
    expect(seriesOf(table, 40)).toEqual(seriesOf(fewer, 0));
  });

  it('refuses other classes and other seasons by name, and registers nothing', async () => {
    await register('other-classes', local, { schemeId: 'others' });
    const later = local.layout.periods.map(({ start, end }) => ({ start: start.replace(/-(\d\d)-/, (_, month: string) => `-${String((Number(month) % 12) + 1).padStart(2, '0')}-`), end: end.replace(/-\d\d$/, '-28') }));
    await register('other-season', { ...local, layout: { ...local.layout, periods: later } }, { periods: later });
    await expect(run({ samples: ['foreign', 'other-classes'] })).rejects.toMatchObject({ code: 'SAMPLES_UNJOINABLE', params: { second: 'other-classes' } });
    await expect(run({ samples: ['foreign', 'other-season'] })).rejects.toMatchObject({ code: 'SAMPLES_UNJOINABLE', params: { second: 'other-season' } });
    await expect(run({ samples: ['foreign', 'local'], testFrom: ['nowhere'] })).rejects.toMatchObject({ code: 'SAMPLES_UNJOINABLE' });
    expect(engine.services.catalog.samples.find('foreign-and-other-classes')).toBeNull();
  });
});
