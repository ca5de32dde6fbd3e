import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { readFeatures, writeVector } from '../../src/main/engine/gdal/vector.ts';
import { trainJob } from '../../src/main/engine/models/train-job.ts';
import { classifyAndMeasureJob } from '../../src/main/engine/parcels/classify-job.ts';
import type { ParcelSummary } from '../../src/main/engine/parcels/parcel-product.rpc.ts';
import { parcelProductImplementation } from '../../src/main/engine/parcels/parcel-product.task.ts';
import { sha256File } from '../../src/main/engine/workspace/atomic.ts';
import { classifyParamsSchema } from '../../src/shared/contract/jobs/classify.ts';
import { trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { CROPS, FIELD_GRID, fieldSamples, registerComposite, registerMask, registerSamples } from '../fixtures/fields.ts';
import { performJob } from '../fixtures/perform-job.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };
const CLASSES = ['wheat', 'maize', 'beet'];

interface GoldenParcel {
  readonly geometry: object;
  readonly basis: string;
  readonly onMap: boolean;
  readonly pixels: number;
  readonly classified: number;
  readonly edgePixels: number;
  readonly crop: number | null;
  readonly runnerUp: number | null;
  readonly shares: readonly number[] | null;
  readonly confidence: number | null;
}
const golden = JSON.parse(readFileSync(new URL('../golden/parcels/product.json', import.meta.url), 'utf8')) as Readonly<Record<string, readonly GoldenParcel[]>>;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-parcels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a parcel set as an import leaves it. */
function writeParcels(path: string, crs: string, parcels: readonly { geometry: object; code?: string; areaM2?: number }[]): void {
  const fields = (['source_id', 'code', 'label'] as const).map((name) => ({ name, type: 'string' as const }));
  writeVector(path, { name: 'parcels', crs, fields: [...fields, { name: 'area_m2', type: 'real' }], geometryType: 'multipolygon' }, (add) => {
    parcels.forEach(({ geometry, code = 'wheat', areaM2 = 1 }, i) => add({ properties: { source_id: `p${i}`, code, label: '', area_m2: areaM2 }, geometry: gdal.Geometry.fromGeoJson(geometry) }));
  });
}

function rowsOf(path: string): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  const layer = gdal.open(path, 'r', ['GPKG']).layers.get(0).name;
  readFeatures(path, { layer }, ({ properties }) => rows.push({ ...properties }));
  return rows;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

describe('a map measured in parcels', () => {
  const grid: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: 120, height: 90 };
  const at = (name: string): string => join(folder, name);
  const measure = (crs: string, name: string) =>
    parcelProductImplementation.run({ parcels: at(`${name}-in.gpkg`), count: golden[crs]?.length ?? 0, codeSource: 'own', map: at('map.tif'), confidence: at('confidence.tif'), grid: { ...grid, affine: [...grid.affine] }, scheme: CROPS, classes: CLASSES, simulated: false, dated: '2022-10-31', target: at(`${name}.gpkg`) }, context);

  beforeAll(async () => {
    // The formulas of test/golden/parcels/make.py.
    const codes = [3, 3, 3, 7, 7, 250, 254, 255];
    const pixel = (i: number): [row: number, column: number] => [Math.floor(i / grid.width), i % grid.width];
    const map = Uint8Array.from({ length: grid.width * grid.height }, (_, i) => {
      const [row, column] = pixel(i);
      return codes[(Math.floor(row / 4) * 5 + Math.floor(column / 6) * 3 + Math.floor(((row * column) % 7) / 5)) % 8] as number;
    });
    const confidence = Uint8Array.from({ length: map.length }, (_, i) => {
      const [row, column] = pixel(i);
      return (row * 13 + column * 29) % 101;
    });
    await writeCog(at('map.tif'), grid, [map], [{ dtype: 'uint8', nodata: 255 }], { overviews: 'nearest' });
    await writeCog(at('confidence.tif'), grid, [confidence], [{ dtype: 'uint8', nodata: 255 }], { overviews: 'nearest' });
  });

  it.each([['EPSG:32631', 'on the grid’s own system'], ['EPSG:2154', 'in another']])('%s: agrees with GEOS and numpy, parcel by parcel, for parcels %s', async (crs) => {
    const name = crs.replace(':', '');
    writeParcels(at(`${name}-in.gpkg`), crs, golden[crs] ?? []);
    const { summary } = await measure(crs, name);
    const rows = rowsOf(at(`${name}.gpkg`));
    expect(rows.map(({ source_id: id, basis, pixels, classified, edge_pixels: edgePixels, crop, runner_up: runnerUp, confidence }) => ({ id, basis, pixels, classified, edgePixels, crop, runnerUp, confidence }))).toEqual(
      (golden[crs] ?? []).map((parcel, i) => ({
        id: `p${i}`, basis: parcel.basis, pixels: parcel.pixels, classified: parcel.classified, edgePixels: parcel.edgePixels,
        crop: parcel.crop === null ? null : CLASSES[parcel.crop], runnerUp: parcel.runnerUp === null ? null : CLASSES[parcel.runnerUp],
        confidence: parcel.confidence === null ? null : rounded(parcel.confidence, 2),
      })),
    );
    expect(rows.map((row) => CLASSES.map((code) => row[`share_${code}`]))).toEqual((golden[crs] ?? []).map(({ shares }) => shares?.map((share) => rounded(share, 4)) ?? [null, null, null]));
    const bases = (basis: string): number => (golden[crs] ?? []).filter((parcel) => parcel.basis === basis).length;
    expect(summary.basis).toEqual({ interior: bases('interior'), edge: bases('edge'), none: bases('none') });
  });

  it('keeps a row for every parcel, and says why it has no crop', () => {
    const rows = rowsOf(at('EPSG32631.gpkg'));
    const expected = golden['EPSG:32631'] ?? [];
    expect(rows).toHaveLength(expected.length);
    rows.forEach((row, i) => {
      const { crop, onMap, pixels } = expected[i] as GoldenParcel;
      expect(row['note']).toBe(crop !== null ? null : !onMap ? 'outside the map' : pixels === 0 ? 'too small: no pixel centre lies in it' : 'no classified pixel: no data, or outside the cropland mask');
    });
    expect(new Set(rows.map((row) => row['note'])).size).toBe(4);
  });

  it('is the same file to the byte when it is made again', async () => {
    const first = await sha256File(at('EPSG2154.gpkg'));
    await measure('EPSG:2154', 'EPSG2154');
    expect(await sha256File(at('EPSG2154.gpkg'))).toBe(first);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

describe('the job classify with parcels', () => {
  const MODEL = 'field-samples-forest';
  let engine: TestEngine;
  const square = (column: number, row: number, side: number): object => {
    const [x, y, size] = [600_000 + column * 10, 5_600_000 - row * 10, side * 10];
    return { type: 'MultiPolygon', coordinates: [[[[x, y], [x + size, y], [x + size, y - size], [x, y - size], [x, y]]]] };
  };
  /** In strips of wheat, maize and beet; the mask leaves the lower half out. */
  const parcels = [
    { geometry: square(10, 10, 20), code: 'wheat' },
    { geometry: square(110, 10, 20), code: 'beet' },
    { geometry: square(210, 10, 20), code: 'soil' },
    { geometry: square(210, 40, 20), code: 'unheard-of' },
    { geometry: square(10, 150, 20), code: 'wheat' },
    { geometry: square(400, 10, 20), code: 'wheat' },
  ];

  beforeAll(async () => {
    engine = await testEngine();
    await registerSamples(engine, fieldSamples(900));
    await performJob(engine, trainJob, trainParamsSchema.parse({ samples: 'field-samples', options: { trees: 30 } }));
    await registerComposite(engine);
    await registerMask(engine);
    const path = 'parcels/farm.gpkg';
    writeParcels(engine.workspace.place(path), FIELD_GRID.crs, parcels.map((parcel) => ({ ...parcel, areaM2: 40_000 })));
    engine.catalog.parcels.insert({
      kind: 'parcels', id: 'farm', title: 'Farm', createdAt: '2026-01-02T03:04:05.000Z', simulated: true, warnings: [], path, layer: 'parcels', crs: FIELD_GRID.crs,
      footprint: [[4.4, 50.5, 4.45, 50.55]], source: 'farm.gpkg', format: 'GPKG', count: parcels.length, repaired: 0, codeColumn: 'code', codeSource: 'own', codes: [], skipped: [],
    });
  });
  afterAll(() => engine[Symbol.dispose]());

  const classify = (params: object, place = 'first') => performJob(engine, classifyAndMeasureJob, classifyParamsSchema.parse({ model: MODEL, composite: 'fields', cropland: 'cropland', windowPx: 128, ...params }), place);

  it('adds parcels.gpkg to the map, with crops beside the declarations', async () => {
    const { record, result, outputs } = await classify({ id: 'farm-map', parcels: 'farm' });
    expect(record).toMatchObject({ parcelsId: 'farm', simulated: true, paths: { map: 'maps/farm-map/map.tif', parcels: 'maps/farm-map/parcels.gpkg' } });
    expect(outputs).toContain('maps/farm-map/parcels.gpkg');
    const rows = rowsOf(engine.workspace.absolute('maps/farm-map/parcels.gpkg'));
    expect(rows.map((row) => [row['crop'], row['declared_class'], row['agreement'], row['agreement_note']])).toEqual([
      ['wheat', 'wheat', 'agree', null],
      ['maize', 'beet', 'disagree', null],
      ['beet', 'soil', 'unknown', 'the model does not know the declared class'],
      ['beet', null, 'unknown', 'the declared code is not mapped by the class scheme'],
      [null, 'wheat', 'unknown', 'the map has no crop for the parcel'],
      [null, 'wheat', 'unknown', 'the map has no crop for the parcel'],
    ]);
    const summary = result['parcels'] as ParcelSummary;
    expect(summary).toMatchObject({ parcels: 6, measured: 4, agreement: { agree: 1, disagree: 1, unknown: 4 } });
    expect(summary.unmeasured.map(({ reason, count, examples }) => [reason, count, examples])).toEqual([
      ['no classified pixel: no data, or outside the cropland mask', 1, ['p4']],
      ['outside the map', 1, ['p5']],
    ]);
    expect(summary.byCrop).toEqual([{ code: 'beet', parcels: 2, hectares: 8 }, { code: 'maize', parcels: 1, hectares: 4 }, { code: 'wheat', parcels: 1, hectares: 4 }]);
    expect(Object.keys(result['secondsPerStage'] as object)).toEqual(['read', 'features', 'model', 'write', 'parcels']);
  });

  it('is replayed to the same bytes', async () => {
    await classify({ parcels: 'farm' }, 'again');
    expect(await sha256File(engine.workspace.absolute('again/output/parcels.gpkg'))).toBe(await sha256File(engine.workspace.absolute('maps/farm-map/parcels.gpkg')));
  });

  it('says so of a simulated set in the name of the layer', () => {
    expect(gdal.open(engine.workspace.absolute('maps/farm-map/parcels.gpkg'), 'r', ['GPKG']).layers.get(0).name).toBe('parcels_simulated');
  });

  it('measures nothing where no parcels are given, and refuses a set that is not there', async () => {
    const { record, result } = await classify({ id: 'bare' });
    expect(record).not.toHaveProperty('parcelsId');
    expect(result).not.toHaveProperty('parcels');
    expect(existsSync(engine.workspace.absolute('maps/bare/parcels.gpkg'))).toBe(false);
    await expect(classify({ id: 'none', parcels: 'nobody' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });

  it('keeps the parcels from being removed while the map is there', () => {
    expect(() => engine.catalog.parcels.remove('farm')).toThrow(expect.objectContaining({ code: 'RECORD_IN_USE' }));
  });
});
