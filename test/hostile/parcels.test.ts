import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeVector } from '../../src/main/engine/gdal/vector.ts';
import { importParcelsImplementation, parcelFactsImplementation } from '../../src/main/engine/ingest/parcels/parcels.task.ts';
import { parcels } from '../../src/main/engine/ingest/parcels/product.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hostile-parcels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const facts = (path: string) => parcelFactsImplementation.run({ path }, context);
const ring = (x: number, y: number) => [[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]];

function geoPackage(name: string, count: number): string {
  const path = join(folder, name);
  writeVector(path, { name: 'fields', crs: 'EPSG:32631', fields: [{ name: 'code_cultu', type: 'string' }], geometryType: 'polygon' }, (add) => {
    for (let i = 0; i < count; i++) add({ properties: { code_cultu: 'BTH' }, geometry: gdal.Geometry.fromGeoJson({ type: 'Polygon', coordinates: [ring(500_000 + i * 200, 5_600_000)] }) });
  });
  return path;
}

function geoParquet(name: string, geometries: readonly Uint8Array[], geo: unknown): string {
  const path = join(folder, name);
  parquetWriteFile({
    filename: path,
    columnData: [
      { name: 'geometry', data: [...geometries], type: 'BYTE_ARRAY' },
      { name: 'crop_code', data: geometries.map(() => 'A'), type: 'STRING' },
    ],
    ...(geo === undefined ? {} : { kvMetadata: [{ key: 'geo', value: typeof geo === 'string' ? geo : JSON.stringify(geo) }] }),
  });
  return path;
}
const wkb = () => new Uint8Array(gdal.Geometry.fromGeoJson({ type: 'Polygon', coordinates: [ring(500_000, 5_600_000)] }).toWKB());
const utm = { id: { authority: 'EPSG', code: 32631 } };

describe('damaged and strange parcel files', () => {
  it('a GeoPackage that was cut short', async () => {
    const whole = geoPackage('whole.gpkg', 500);
    const cut = join(folder, 'cut.gpkg');
    writeFileSync(cut, readFileSync(whole).subarray(0, 30_000));
    const target = join(folder, 'cut-out.gpkg');
    await expect(importParcelsImplementation.run({ path: cut, target }, context)).rejects.toMatchObject({ code: 'VECTOR_UNREADABLE', params: { file: cut } });
    expect(readdirSync(folder).filter((name) => name.includes('cut-out'))).toEqual([]);
  });

  it('random bytes under every name that parcels may have', async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
    for (const suffix of ['gpkg', 'shp', 'geojson', 'fgb', 'gml', 'kml', 'parquet']) {
      const path = join(folder, `noise.${suffix}`);
      writeFileSync(path, bytes);
      await expect(facts(path), suffix).rejects.toMatchObject({ code: expect.stringMatching(/^(VECTOR_UNREADABLE|METADATA_INVALID|GEOMETRY_NONE|CRS_MISSING|CODE_COLUMN_MISSING)$/) as string });
    }
  });

  it('a Parquet file that was cut short, one without a geometry, one whose “geo” is no JSON, one without a CRS', async () => {
    const whole = geoParquet('whole.parquet', [wkb()], { version: '1.1.0', primary_column: 'geometry', columns: { geometry: { encoding: 'WKB', crs: utm } } });
    expect(await facts(whole)).toMatchObject({ crs: 'EPSG:32631', count: 1 });
    const cut = join(folder, 'cut.parquet');
    writeFileSync(cut, readFileSync(whole).subarray(0, 100));
    await expect(facts(cut)).rejects.toMatchObject({ code: 'METADATA_INVALID' });
    await expect(facts(geoParquet('other.parquet', [wkb()], { primary_column: 'shape', columns: {} }))).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'shape' } });
    await expect(facts(geoParquet('nojson.parquet', [wkb()], '{'))).rejects.toMatchObject({ code: 'METADATA_INVALID' });
    await expect(facts(geoParquet('nocrs.parquet', [wkb()], { primary_column: 'geometry', columns: { geometry: { encoding: 'WKB', crs: null } } }))).rejects.toMatchObject({ code: 'CRS_MISSING' });
    await expect(facts(geoParquet('arrow.parquet', [wkb()], { primary_column: 'geometry', columns: { geometry: { encoding: 'polygon', crs: utm } } }))).rejects.toMatchObject({ code: 'METADATA_INVALID' });
  });

  it('a Parquet file with geometries that are none: they are counted, the good one is kept', async () => {
    const path = geoParquet('bad-wkb.parquet', [wkb(), Uint8Array.of(1, 2, 3), new Uint8Array(0), wkb().subarray(0, 30)], { primary_column: 'geometry', columns: { geometry: { encoding: 'WKB', crs: utm } } });
    const summary = await importParcelsImplementation.run({ path, target: join(folder, 'bad-wkb.gpkg') }, context);
    expect(summary.count).toBe(1);
    expect(summary.skipped.map(({ reason, count }) => [reason, count])).toEqual([['cannot be repaired', 2], ['no geometry', 1]]);
  });

  it('a shapefile without its projection, and one without its table', async () => {
    const sub = join(folder, 'shape');
    mkdirSync(sub);
    writeVector(join(sub, 'a.shp'), { name: 'a', crs: 'EPSG:32631', fields: [{ name: 'code_cultu', type: 'string' }], geometryType: 'polygon' }, (add) => add({ properties: { code_cultu: 'BTH' }, geometry: gdal.Geometry.fromGeoJson({ type: 'Polygon', coordinates: [ring(500_000, 5_600_000)] }) }), 'ESRI Shapefile');
    expect(await facts(join(sub, 'a.shp'))).toMatchObject({ crs: 'EPSG:32631' });
    const copy = (name: string, suffixes: readonly string[]) => {
      for (const suffix of suffixes) copyFileSync(join(sub, `a.${suffix}`), join(sub, `${name}.${suffix}`));
      return join(sub, `${name}.shp`);
    };
    await expect(facts(copy('b', ['shp', 'shx', 'dbf']))).rejects.toMatchObject({ code: 'CRS_MISSING' });
    await expect(facts(copy('c', ['shp', 'shx', 'prj']))).rejects.toMatchObject({ code: 'CODE_COLUMN_MISSING' });
  });

  it('a virtual layer that points at another file is not opened', async () => {
    const path = join(folder, 'trap.gpkg');
    writeFileSync(path, `<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>${geoPackage('secret.gpkg', 1)}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`);
    await expect(facts(path)).rejects.toMatchObject({ code: 'VECTOR_UNREADABLE' });
    await expect(facts('/vsicurl/https://example.org/fields.gpkg')).rejects.toMatchObject({ code: 'NETWORK_PATH' });
  });

  it('is never an error while recognising', async () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
    const finds = await parcels.recognise({ folder, files, folders: [], named: false }, {});
    expect(finds.map(({ path }) => basename(path))).toContain('noise.parquet');
  });

  it('coordinates that are no numbers or beyond the projection', async () => {
    const path = join(folder, 'far.geojson');
    const feature = (code: string, coordinates: unknown) => ({ type: 'Feature', properties: { id: code, code }, geometry: { type: 'Polygon', coordinates: [coordinates] } });
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: [feature('fine', [[3, 50], [3.001, 50], [3.001, 50.001], [3, 50]]), feature('huge', [[1e300, 1e300], [2e300, 1e300], [2e300, 2e300], [1e300, 1e300]])] }));
    const summary = await importParcelsImplementation.run({ path, target: join(folder, 'far.gpkg') }, context);
    expect(summary.codes.map(({ code }) => code)).toContain('fine');
    expect(summary.codes.every(({ areaM2 }) => Number.isFinite(areaM2))).toBe(true);
    expect(summary.footprint.flat().every(Number.isFinite)).toBe(true);
  });
});
