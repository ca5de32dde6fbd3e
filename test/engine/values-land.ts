import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeVector } from '../../src/main/engine/gdal/vector.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { nothingSaid } from '../../src/main/engine/samples/table.ts';
import type { TaskImplementation, TaskSpec } from '../../src/main/engine/pool/rpc.ts';
import { chipImplementation } from '../../src/main/engine/values/pictures/chip.task.ts';
import { classSeriesImplementation } from '../../src/main/engine/values/curves/class-series.task.ts';
import { parcelsAtImplementation } from '../../src/main/engine/values/point/parcel-at.task.ts';
import { parcelSeriesImplementation } from '../../src/main/engine/values/curves/parcel-series.task.ts';
import { readPointImplementation } from '../../src/main/engine/values/point/point.task.ts';
import { scenePreviewImplementation } from '../../src/main/engine/values/pictures/preview.task.ts';
import type { LookupServices } from '../../src/main/engine/values/services.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import type { CropMap } from '../../src/shared/records/learning.ts';
import { CompositeBench } from './composite-run.ts';
import { makeScene } from './composite-made.ts';

/** 60 × 50 pixels of 10 m. */
export const GRID: Grid = { crs: 'EPSG:32631', affine: northUp(600_000, 5_600_000, 10), width: 60, height: 50 };
const PIXELS = GRID.width * GRID.height;
const head = { createdAt: '2024-01-01T00:00:00.000Z', simulated: true, warnings: [] };
const footprint: [number, number, number, number][] = [[4.3, 50.5, 4.5, 50.6]];

/** The middle of a pixel of {@link GRID}. */
export function at(column: number, row: number): { x: number; y: number; crs: string } {
  return { x: 600_005 + column * 10, y: 5_599_995 - row * 10, crs: 'EPSG:32631' };
}

/** True where GDAL's own program for a look at a pixel is installed. */
export const hasLocationInfo = spawnSync('gdallocationinfo', ['--version']).status === 0;

/** What that program says of a pixel, one value per band. */
export function located(path: string, place: { x: number; y: number; crs: string }): number[] {
  const text = execFileSync('gdallocationinfo', ['-valonly', '-l_srs', place.crs, path, String(place.x), String(place.y)], { encoding: 'utf8' });
  return text.trim().split('\n').filter(Boolean).map(Number);
}

const TASKS: readonly TaskImplementation[] = [readPointImplementation, parcelsAtImplementation, parcelSeriesImplementation, classSeriesImplementation, chipImplementation, scenePreviewImplementation];

/** Does lookups in this process, with every message through JSON and its schema as between processes. */
function lookupsHere(): LookupServices['lookups'] {
  const runNamed = async (name: string, input: unknown): Promise<unknown> => {
    const task = TASKS.find(({ spec }) => spec.name === name);
    if (!task) throw new Error(`no task ${name}`);
    const given = task.spec.input.parse(JSON.parse(JSON.stringify(input))) as never;
    const output = await task.run(given, { signal: new AbortController().signal, progress: () => undefined });
    return task.spec.output.parse(JSON.parse(JSON.stringify(output)));
  };
  return { size: 1, peakMemoryMB: 0, runNamed, run: async <I, O>(spec: TaskSpec<I, O>, input: I) => (await runNamed(spec.name, input)) as O, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** A small workspace with a scene of every kind of storage, composites, a map, a mask, parcels and samples. */
export interface ValuesLand extends Disposable {
  readonly services: LookupServices;
  readonly bench: CompositeBench;
  readonly map: CropMap;
  path(stored: string): string;
}

/** Makes it. The map: column 0…19 wheat, 20…39 maize, 40…49 outside the cropland, 50…59 no data. */
export async function valuesLand(): Promise<ValuesLand> {
  const bench = await CompositeBench.open();
  const services: LookupServices = { catalog: bench.engine.catalog, workspace: bench.engine.workspace, lookups: lookupsHere() };
  const path = (stored: string): string => join(bench.folder, stored);
  for (const day of [3, 11, 19, 27]) bench.engine.catalog.scene.insert(await makeScene(bench.folder, sceneOf(day)));
  const map = await makeMap(path);
  services.catalog.map.insert(map);
  await makeMask(path, services);
  makeParcels(path, services);
  await makeSamples(path, services);
  return {
    services, bench, map, path,
    [Symbol.dispose]: () => {
      bench[Symbol.dispose]();
    },
  };
}

/** Days 3 and 11 lie as GeoTIFF on the grid, 19 as JP2, 27 in another zone; clouds cover the left third on the 11th. */
function sceneOf(day: number): Parameters<typeof makeScene>[1] {
  const grid = day === 27 ? { ...GRID, crs: 'EPSG:32630', affine: northUp(1_024_000, 5_626_000, 10), width: 300, height: 300 } : GRID;
  const value = (base: number) => (x: number, y: number) => base + day * 10 + ((Math.round(x / 10) * 7 + Math.round(y / 10) * 3) % 90);
  const band = (name: string, base: number) => ({ band: name, grid, offset: -1000, jp2: day === 19, value: value(base) });
  return {
    id: `scene-${day}`,
    datetime: `2023-05-${String(day).padStart(2, '0')}T10:40:00Z`,
    bands: [band('B02', 1400), band('B04', 1600), band('B08', 4000), { band: 'SCL', grid, value: (x) => (day === 11 && x < 600_200 ? 9 : day === 11 && x < 600_230 ? 3 : 4) }],
  };
}

async function makeMap(path: (stored: string) => string): Promise<CropMap> {
  const column = (i: number): number => i % GRID.width;
  const plane = (value: (column: number) => number): Uint8Array => Uint8Array.from({ length: PIXELS }, (_, i) => (column(i) < 40 ? value(column(i)) : column(i) < 50 ? 254 : 255));
  const options = { overviews: 'nearest' } as const;
  const band = { dtype: 'uint8', nodata: 255 } as const;
  await writeCog(path('maps/m/map.tif'), GRID, [plane((c) => (c < 20 ? 3 : 7))], [band], options);
  await writeCog(path('maps/m/confidence.tif'), GRID, [plane((c) => 60 + (c % 30))], [band], options);
  await writeCog(path('maps/m/probabilities.tif'), GRID, [plane((c) => (c < 20 ? 71 : 12)), plane((c) => (c < 20 ? 9 : 80)), plane(() => 5), plane((c) => (c < 20 ? 15 : 3))], [band, band, band, band], options);
  const cropClass = (value: number, code: string, en: string, fr: string) => ({ value, code, labels: { en, fr }, colour: '#112233', parent: null });
  return {
    kind: 'map', id: 'm', title: 'Crops', ...head, folder: 'maps/m', grid: { ...GRID, affine: [...GRID.affine] }, footprint,
    modelId: 'none', compositeId: 'none', croplandId: null,
    scheme: { id: 's', title: 'Scheme', classes: [cropClass(3, 'wheat', 'Wheat', 'Blé'), cropClass(7, 'maize', 'Maize', 'Maïs'), cropClass(9, 'beet', 'Beet', 'Betterave'), cropClass(11, 'grass', 'Grass', 'Herbe')], mappings: {} },
    classes: ['wheat', 'maize', 'beet', 'grass'],
    paths: { map: 'maps/m/map.tif', confidence: 'maps/m/confidence.tif', probabilities: 'maps/m/probabilities.tif' },
    pixelCounts: [], runId: null,
  };
}

async function makeMask(path: (stored: string) => string, { catalog }: LookupServices): Promise<void> {
  const plane = Uint8Array.from({ length: PIXELS }, (_, i) => (i % GRID.width < 40 ? 40 : 10));
  await writeGeotiff(path('mask.tif'), GRID, { dtype: 'uint8', planes: [plane], nodata: null });
  catalog.mask.insert({ kind: 'mask', id: 'mask', title: 'Mask', ...head, path: 'mask.tif', grid: { ...GRID, affine: [...GRID.affine] }, footprint, croplandValues: [40] });
}

/** Field 1: columns 2…11, rows 2…11. Field 2: a strip of 4 m. Field 3 lies inside field 1. Field 4 lies off the grid. */
function makeParcels(path: (stored: string) => string, { catalog }: LookupServices): void {
  const box = (x: number, y: number, width: number, height: number) => gdal.Geometry.fromWKT(`POLYGON((${x} ${y},${x + width} ${y},${x + width} ${y - height},${x} ${y - height},${x} ${y}))`);
  const fields = [
    { source_id: 'A', code: 'BTH', label: 'Soft wheat', area_m2: 10_000, since: 2019, note: 'début' },
    { source_id: 'B', code: 'MIS', label: 'Maize', area_m2: 400, since: null, note: null },
    { source_id: 'C', code: 'BTN', label: 'Beet', area_m2: 100, since: 2021, note: '' },
    { source_id: 'D', code: 'BTN', label: 'Beet', area_m2: 100, since: 2021, note: '' },
  ];
  const shapes = [box(600_020, 5_599_980, 100, 100), box(600_303, 5_599_900, 4, 100), box(600_050, 5_599_950, 30, 30), box(700_000, 5_599_950, 30, 30)];
  const spec = { name: 'parcels', crs: 'EPSG:32631', fields: [{ name: 'source_id', type: 'string' }, { name: 'code', type: 'string' }, { name: 'label', type: 'string' }, { name: 'area_m2', type: 'real' }, { name: 'since', type: 'integer' }, { name: 'note', type: 'string' }] } as const;
  writeVector(path('parcels.gpkg'), { ...spec, fields: [...spec.fields] }, (add) => {
    fields.forEach((properties, i) => { add({ properties, geometry: shapes[i] ?? null }); });
  });
  catalog.parcels.insert({ kind: 'parcels', id: 'fields', title: 'Fields', ...head, path: 'parcels.gpkg', layer: 'parcels', crs: 'EPSG:32631', footprint, source: 'made', format: 'GPKG', count: 4, repaired: 0, codeColumn: 'code', codeSource: 'rpg', codes: [], skipped: [] });
}

/** Eleven samples of wheat with B04 = 100, 110 … 200 and one without data, and one of maize. */
async function makeSamples(path: (stored: string) => string, { catalog }: LookupServices): Promise<void> {
  const rows = 13;
  const b04 = [...Array.from({ length: 11 }, (_, i) => 1000 + i * 100), 65_535, 500];
  const b08 = b04.map((value) => (value === 65_535 ? value : 4000));
  const classes = [...new Array<string>(12).fill('wheat'), 'maize'];
  const ids = classes.map((_, i) => `s${i}`);
  const periods = [{ start: '2023-05-01', end: '2023-05-31' }];
  await writeSamples(path('samples/s.parquet'), { rows, layout: { bands: ['B04', 'B08'], periods }, ids, classes, groups: ids, splits: ids.map(() => 'train' as const), x: new Float64Array(rows), y: new Float64Array(rows), series: Uint16Array.from([...b04, ...b08]), ...nothingSaid(rows) });
  catalog.scheme.insert({ kind: 'scheme', id: 's', title: 's', ...head, scheme: { id: 's', title: 's', classes: [{ value: 1, code: 'wheat', labels: {}, colour: '#000000', parent: null }], mappings: {} } });
  catalog.samples.insert({ kind: 'samples', id: 'labels', title: 'Labels', ...head, path: 'samples/s.parquet', rows, crs: 'EPSG:32631', schemeId: 's', bands: [reflectanceQuantity('B04'), reflectanceQuantity('B08')], periods, byClass: { wheat: 12, maize: 1 }, rejected: [], settings: {}, sources: [] });
}
