import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeVector, readFeatures, writeVector } from '../../src/main/engine/gdal/vector.ts';
import { importParcelsImplementation, parcelFactsImplementation } from '../../src/main/engine/ingest/parcels/parcels.task.ts';
import { parcels } from '../../src/main/engine/ingest/parcels/product.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-parcels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function importFile(path: string, codeColumn?: string) {
  const target = join(folder, `${Math.abs(path.length * 7919 + readdirSync(folder).length)}.gpkg`);
  return importParcelsImplementation.run({ path, target, ...(codeColumn ? { codeColumn } : {}) }, context).then((summary) => ({ summary, target }));
}

function square(x: number, y: number, side = 100): number[][] {
  return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
}

/** A GeoJSON file in EPSG:32631. */
function geojson(name: string, features: { properties: Record<string, unknown>; geometry: unknown }[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } }, features: features.map((feature) => ({ type: 'Feature', ...feature })) }));
  return path;
}

// ogrinfo -dialect sqlite -sql 'select sum(ST_Area(geometry, 1)) from …' (SpatiaLite, on the ellipsoid)
const CZ_AREA_M2 = 5_264_798.366;
// Sum of OGR's areas after a transformation to EPSG:6933, an equal-area projection of another kind.
const FR_AREA_M2 = 1_985_146.969;

const REAL = [
  { name: 'French RPG', file: 'fr/RPG_2-0__GPKG_LAMB93_FXX_2022-01-01/RPG/1_DONNEES_LIVRAISON_2023-08-01/RPG_2-0_GPKG_LAMB93_FXX-2022/PARCELLES_GRAPHIQUES.gpkg', crs: 'EPSG:2154', column: 'code_cultu', source: 'rpg', code: 'PPH', count: 23 },
  { name: 'Czech declarations', file: 'cz/GEOPROSTOR_ZADOSTI23_2024-08-01_epsg4258.shp', crs: 'EPSG:4258', column: 'PLODINA_ID', source: 'cz', code: '351', count: null },
  { name: 'EuroCrops Latvia', file: 'lv_eurocrops/LV_2021/LV_2021_EC21.shp', crs: 'EPSG:3059', column: 'EC_hcat_c', source: 'hcat', code: '3301010402', count: null },
  { name: 'Austrian INSPIRE fields', file: 'at/INSPIRE_SCHLAEGE_2025-1_POLYGON.gpkg', crs: 'EPSG:31287', column: 'SNAR_CODE', source: 'at', code: '717', count: 30 },
  { name: 'fiboa Flanders', file: 'be_vlg_2024_fiboa_0_2.parquet', crs: 'EPSG:31370', column: 'crop:code', source: 'be-vlg', code: '311', count: null },
  { name: 'fiboa Denmark', file: 'dk_2024_fiboa_0_2.parquet', crs: 'EPSG:25832', column: 'crop:code', source: 'dk', code: '252', count: null },
];

describe.skipIf(!sharedData)('real parcel files (beside the checkout)', () => {
  for (const real of REAL) {
    it(`imports ${real.name}: CRS, codes, areas, nothing lost`, async () => {
      const path = join(sharedData ?? '', 'parcels', real.file);
      const facts = await parcelFactsImplementation.run({ path }, context);
      expect(facts).toMatchObject({ crs: real.crs, columns: { code: real.column } });
      const { summary, target } = await importFile(path);
      const lost = summary.skipped.reduce((sum, { count }) => sum + count, 0);
      expect(summary.count + lost).toBe(facts.count);
      expect(summary.count).toBeGreaterThan(90);
      expect(summary.codeSource).toBe(real.source);
      const code = summary.codes.find((entry) => entry.code === real.code);
      expect(code, `code ${real.code} among ${summary.codes.map((entry) => entry.code).join(' ')}`).toBeDefined();
      if (real.count !== null) expect(code?.count).toBe(real.count);
      const [layer] = describeVector(target).layers;
      expect(layer).toMatchObject({ name: 'parcels', crs: real.crs, count: summary.count });
      expect(layer?.fields.slice(0, 4).map(({ name }) => name)).toEqual(['source_id', 'code', 'label', 'area_m2']);
      let valid = 0;
      readFeatures(target, {}, ({ geometry }) => {
        valid += geometry?.isValid() ? 1 : 0;
      });
      expect(valid).toBe(summary.count);
    });
  }

  it('measures areas on the ellipsoid as other programs do, from degrees and from Lambert 93', async () => {
    const cz = await importFile(join(sharedData ?? '', 'parcels', REAL[1]?.file ?? ''));
    const fr = await importFile(join(sharedData ?? '', 'parcels', REAL[0]?.file ?? ''));
    const total = (codes: readonly { areaM2: number }[]) => codes.reduce((sum, { areaM2 }) => sum + areaM2, 0);
    // A long edge is straight in one projection and bends by centimetres in another: hence 1 in 20 000.
    expect(total(cz.summary.codes) / CZ_AREA_M2).toBeCloseTo(1, 4);
    expect(total(fr.summary.codes) / FR_AREA_M2).toBeCloseTo(1, 4);
  });

  it('keeps Czech letters and says that the Latvian ones were lost', async () => {
    const cz = await importFile(join(sharedData ?? '', 'parcels', REAL[1]?.file ?? ''));
    const lv = await importFile(join(sharedData ?? '', 'parcels', REAL[2]?.file ?? ''));
    expect(cz.summary.codes.find(({ code }) => code === '105')?.label).toBe('Pšenice setá ozimá');
    expect(cz.summary.warnings.map(textOf)).toEqual([]);
    // Longitude stays before latitude in the file that is written.
    expect(describeVector(cz.target).layers[0]?.bounds?.[1]).toBeGreaterThan(48);
    expect(lv.summary.warnings.map(textOf).join()).toContain('PRODUCT_DE');
    expect(lv.summary.codes.find(({ code }) => code === '3301010402')?.label).toBe('spring_barley');
  });

  it('recognises a shapefile with its companions as one thing, and leaves extractions alone', async () => {
    const list = async (name: string) => {
      const at = join(sharedData ?? '', name);
      return parcels.recognise({ folder: at, files: readdirSync(at).sort(), folders: [], named: false }, {});
    };
    const [cz] = await list('parcels/cz');
    expect(cz?.claims).toHaveLength(5);
    expect((await list('worldcereal')).map(({ path }) => path.split('/').at(-1))).toEqual(['test_site_france.gpkg', 'test_site_latvia.gpkg']);
    expect(await list('sentinel2/stac')).toEqual([]);
  });
});

describe('odd parcels', () => {
  it('repairs a self-crossing ring, counts and names everything left out', async () => {
    const path = geojson('odd.geojson', [
      { properties: { id: 'good', crop_code: 'A' }, geometry: { type: 'Polygon', coordinates: [square(500_000, 5_600_000)] } },
      { properties: { id: 'bow', crop_code: 'A' }, geometry: { type: 'Polygon', coordinates: [[[500_300, 5_600_000], [500_400, 5_600_100], [500_400, 5_600_000], [500_300, 5_600_100], [500_300, 5_600_000]]] } },
      { properties: { id: 'line', crop_code: 'A' }, geometry: { type: 'LineString', coordinates: [[500_000, 5_600_000], [500_100, 5_600_000]] } },
      { properties: { id: 'none', crop_code: 'A' }, geometry: null },
      { properties: { id: 'flat', crop_code: 'A' }, geometry: { type: 'Polygon', coordinates: [[[500_000, 5_600_000], [500_100, 5_600_000], [500_200, 5_600_000], [500_000, 5_600_000]]] } },
      { properties: { id: 'uncoded', crop_code: ' ' }, geometry: { type: 'Polygon', coordinates: [square(500_600, 5_600_000)] } },
    ]);
    const { summary, target } = await importFile(path);
    expect(summary).toMatchObject({ count: 2, repaired: 1, codeSource: 'own' });
    expect(Object.fromEntries(summary.skipped.map(({ reason, examples }) => [reason, examples]))).toEqual({
      'not a polygon': ['line'],
      'no geometry': ['none'],
      'cannot be repaired': ['flat'],
      'no crop code': ['uncoded'],
    });
    const areas: number[] = [];
    readFeatures(target, {}, ({ properties }) => areas.push(properties['area_m2'] as number));
    // UTM’s scale is 0.9996 on its central meridian: 100 m on the map are 100.04 m on the ground.
    expect(areas[0]).toBeCloseTo(10_000 / 0.9996 ** 2, 0);
    expect(areas[1]).toBeCloseTo(5_000 / 0.9996 ** 2, 0);
  });

  it('keeps a source’s own columns beside Furrow’s, times and lists as text', async () => {
    const path = geojson('columns.geojson', [{ properties: { id: 7, code: 'W', label: 'wheat', area_m2: 3, sown: '2022-10-05', tags: ['a', 'b'] }, geometry: { type: 'Polygon', coordinates: [square(500_000, 5_600_000)] } }]);
    const { target } = await importFile(path);
    readFeatures(target, {}, ({ properties }) => {
      expect(properties).toMatchObject({ source_id: '7', code: 'W', label: 'wheat', source_area_m2: 3, sown: '2022-10-05' });
      expect(String(properties['tags'])).toContain('a');
    });
  });

  it('asks for the code column where no known one is there, and takes the one that is named', async () => {
    const path = geojson('strange.geojson', [{ properties: { kultur: 'X' }, geometry: { type: 'Polygon', coordinates: [square(500_000, 5_600_000)] } }]);
    await expect(parcelFactsImplementation.run({ path }, context)).rejects.toMatchObject({ code: 'CODE_COLUMN_MISSING', params: { available: 'kultur' } });
    await expect(parcelFactsImplementation.run({ path, codeColumn: 'nosuch' }, context)).rejects.toMatchObject({ code: 'CODE_COLUMN_MISSING', params: { column: 'nosuch' } });
    const { summary } = await importFile(path, 'kultur');
    expect(summary.codes).toMatchObject([{ code: 'X', count: 1 }]);
  });

  it('are refused by what is missing: every code, or every row', async () => {
    const blank = geojson('blank.geojson', [null, '', '  '].map((code, i) => ({ properties: { crop_code: code }, geometry: { type: 'Polygon', coordinates: [square(500_000 + i * 200, 5_600_000)] } })));
    await expect(importFile(blank)).rejects.toMatchObject({ code: 'LABELS_NONE', params: { column: 'crop_code' } });
    const bare = join(folder, 'bare.gpkg');
    writeVector(bare, { name: 'fields', crs: 'EPSG:32631', geometryType: 'polygon', fields: [{ name: 'crop_code', type: 'string' }] }, () => undefined);
    await expect(importFile(bare)).rejects.toMatchObject({ code: 'TABLE_EMPTY', message: expect.stringContaining('crop_code') as string });
  });

  it('refuses a layer of nothing usable, and writes no file', async () => {
    const path = geojson('lines.geojson', [{ properties: { code: 'A' }, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } }]);
    const target = join(folder, 'never.gpkg');
    await expect(importParcelsImplementation.run({ path, target }, context)).rejects.toMatchObject({ code: 'GEOMETRY_NONE' });
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });

  it('gives a GeoPackage that other programs open', async () => {
    const path = geojson('one.geojson', [{ properties: { id: 'a', crop_code: 'A' }, geometry: { type: 'Polygon', coordinates: [square(500_000, 5_600_000)] } }]);
    const { target } = await importFile(path);
    expect(execFileSync('ogrinfo', ['-ro', '-q', '-al', '-geom=NO', target], { encoding: 'utf8' })).toContain('source_id (String) = a');
  });
});
