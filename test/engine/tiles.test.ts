import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGeoPackageLayer } from '../../src/main/engine/catalog/geopackage.ts';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { createVector, readFeatures } from '../../src/main/engine/gdal/vector.ts';
import { importParcelsImplementation } from '../../src/main/engine/ingest/parcels/parcels.task.ts';
import { buildOverview } from '../../src/main/engine/tiles/build-overview.ts';
import { cutOverview } from '../../src/main/engine/tiles/cut-overview.ts';
import { cutParcels } from '../../src/main/engine/tiles/cut-parcels.ts';
import { readOverview, writeOverview } from '../../src/main/engine/tiles/overview-file.ts';
import { type TileAddress, tileSide, WORLD_HALF } from '../../src/main/engine/tiles/tile-address.ts';
import { sharedData } from '../real-data.ts';
import { areaOf, decodeTile } from './decode-tile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-tiles-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIELDS = [
  { name: 'source_id', type: 'string' as const },
  { name: 'code', type: 'string' as const },
  { name: 'label', type: 'string' as const },
  { name: 'area_m2', type: 'real' as const },
];

function makeSet(name: string, crs: string, parcels: readonly { code: string; wkt: string }[]): string {
  const path = join(folder, name);
  const writer = createVector(path, { name: 'parcels', crs, fields: FIELDS, geometryType: 'multipolygon' });
  for (const [i, { code, wkt }] of parcels.entries()) {
    const geometry = gdal.Geometry.fromWKT(wkt);
    writer.add({ geometry, properties: { source_id: `P${i}`, code, label: `crop ${code}`, area_m2: areaOf(geometry) } });
  }
  writer.close();
  return path;
}

const box = (x: number, y: number, w: number, h = w): string => `((${x} ${y},${x + w} ${y},${x + w} ${y + h},${x} ${y + h},${x} ${y}))`;

function tileAt(x: number, y: number, crs: string, z: number): TileAddress {
  const point = transformPoints([x], [y], crs, 'EPSG:3857');
  return { z, x: Math.floor(((point.x[0] ?? 0) + WORLD_HALF) / tileSide(z)), y: Math.floor((WORLD_HALF - (point.y[0] ?? 0)) / tileSide(z)) };
}

/** Each parcel's area inside a tile, in Web Mercator, by GDAL and GEOS alone. */
function expectedAreas(path: string, { z, x, y }: TileAddress): Map<number, number> {
  const side = tileSide(z);
  const [west, north] = [-WORLD_HALF + x * side, WORLD_HALF - y * side];
  const tile = gdal.Geometry.fromWKT(`POLYGON ${box(west, north - side, side)}`);
  const areas = new Map<number, number>();
  readFeatures(path, { targetCrs: 'EPSG:3857' }, ({ fid, geometry }) => {
    const inside = geometry ? areaOf(geometry.intersection(tile)) : 0;
    if (inside > 0) areas.set(fid, inside);
  });
  return areas;
}

/** Compares a tile with what GDAL and GEOS make of the same parcels. @returns parcels compared */
function compare(path: string, crs: string, address: TileAddress, tolerance: number): number {
  using layer = openGeoPackageLayer(path, 'parcels');
  const decoded = decodeTile(folder, address, cutParcels(layer, crs, address));
  const expected = expectedAreas(path, address);
  const pixel = tileSide(address.z) / 512;
  const found = new Map(decoded.map((feature) => [feature.id, feature]));
  let compared = 0;
  for (const [fid, area] of expected) {
    // A sliver of less than a pixel at the tile's edge may round away.
    if (area < 4 * pixel ** 2) continue;
    const feature = found.get(fid);
    expect(feature, `parcel ${fid} of ${area} m²`).toBeDefined();
    // A neck narrower than the tile's resolution closes by rounding; GDAL then does not cut it to the tile.
    if (!feature?.isValid) continue;
    // Rounding to an eighth of a pixel and leaving out points move an outline by less than a pixel.
    expect(Math.abs(feature.area - area), `area of parcel ${fid}`).toBeLessThan(tolerance * area + pixel * Math.sqrt(area));
    compared += 1;
  }
  for (const { id, area } of decoded) if (area > 2 * pixel ** 2) expect(expected.has(id ?? -1), `parcel ${id} in the tile`).toBe(true);
  return compared;
}

describe('a parcel tile', () => {
  const crs = 'EPSG:32631';
  const [x, y] = [500_000, 5_600_000];
  const parcels = [
    { code: 'wheat', wkt: `MULTIPOLYGON (((${x} ${y},${x + 400} ${y},${x + 400} ${y + 400},${x} ${y + 400},${x} ${y}),(${x + 100} ${y + 100},${x + 300} ${y + 100},${x + 300} ${y + 300},${x + 100} ${y + 300},${x + 100} ${y + 100})))` },
    { code: 'maize', wkt: `MULTIPOLYGON (${box(x + 150, y + 150, 100)},${box(x + 500, y, 80)})` },
    { code: 'grass', wkt: `MULTIPOLYGON (${box(x - 5000, y - 9000, 20_000, 8_000)})` },
    { code: 'kerb', wkt: `MULTIPOLYGON (${box(x + 450, y + 450, 2)})` },
  ];

  it('has the parcels with id, code, label and area, holes left open and parts kept together', () => {
    const path = makeSet('made.gpkg', crs, parcels);
    using layer = openGeoPackageLayer(path, 'parcels');
    const address = tileAt(x + 200, y + 200, crs, 14);
    const decoded = decodeTile(folder, address, cutParcels(layer, crs, address));
    expect(decoded.map(({ id, properties }) => [id, properties['code'], properties['label'], properties['area_m2']])).toEqual(
      expect.arrayContaining([
        [1, 'wheat', 'crop wheat', 120_000],
        [2, 'maize', 'crop maize', 16_400],
      ]),
    );
    expect(decoded.every(({ isValid }) => isValid)).toBe(true);
    expect(compare(path, crs, address, 0.03)).toBeGreaterThanOrEqual(2);
  });

  it('shows a parcel of less than a pixel as a pixel and says so', () => {
    using layer = openGeoPackageLayer(join(folder, 'made.gpkg'), 'parcels');
    const address = tileAt(x + 451, y + 451, crs, 12);
    const decoded = decodeTile(folder, address, cutParcels(layer, crs, address));
    const kerb = decoded.find(({ id }) => id === 4);
    expect(kerb?.properties).toMatchObject({ code: 'kerb', generalised: 1 });
    expect(kerb?.area).toBeCloseTo((tileSide(12) / 512) ** 2, 0);
    expect(decoded.find(({ id }) => id === 1)?.properties).not.toHaveProperty('generalised');
  });

  it('cuts a parcel that is larger than the tile to it, and is empty where nothing lies', () => {
    using layer = openGeoPackageLayer(join(folder, 'made.gpkg'), 'parcels');
    const inside = tileAt(x + 3000, y - 5000, crs, 16);
    const [only, ...others] = decodeTile(folder, inside, cutParcels(layer, crs, inside));
    expect(others).toEqual([]);
    expect(only?.area).toBeCloseTo(tileSide(16) ** 2, -1);
    expect(cutParcels(layer, crs, tileAt(x + 100_000, y, crs, 16)).length).toBe(0);
  });

  it('is right at every zoom, also where the whole world is one tile', () => {
    for (const z of [0, 3, 9, 13, 17, 20]) compare(join(folder, 'made.gpkg'), crs, tileAt(x + 200, y + 50, crs, z), 0.05);
  });
});

describe('damaged parcels', () => {
  const crs = 'EPSG:32631';
  const place = tileAt(500_050, 5_600_050, crs, 15);
  const whole = (name: string): string => makeSet(name, crs, [{ code: 'a', wkt: `MULTIPOLYGON (${box(500_000, 5_600_000, 100)})` }, { code: 'b', wkt: `MULTIPOLYGON (${box(500_100, 5_600_000, 100)})` }]);
  const change = (path: string, ...statements: string[]): void => {
    const database = new Database(path);
    // The triggers that keep GDAL's index call functions of GDAL's own.
    for (const { name } of database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[]) database.exec(`DROP TRIGGER "${name}"`);
    for (const statement of statements) database.exec(statement);
    database.close();
  };

  it('are named, and the others are there again once they are mended', () => {
    const path = whole('damaged.gpkg');
    change(path, 'CREATE TABLE kept AS SELECT fid, geom FROM parcels', 'UPDATE parcels SET geom = substr(geom, 1, 90) WHERE fid = 2');
    using layer = openGeoPackageLayer(path, 'parcels');
    for (let i = 0; i < 2; i++) expect(() => cutParcels(layer, crs, place)).toThrow(expect.objectContaining({ code: 'VECTOR_UNREADABLE', params: { file: path, detail: 'the geometry of parcel 2 is damaged' } }));
    change(path, 'UPDATE parcels SET geom = (SELECT geom FROM kept WHERE kept.fid = parcels.fid)');
    expect(decodeTile(folder, place, cutParcels(layer, crs, place)).map(({ id }) => id)).toEqual([1, 2]);
  });

  it.each([
    ['no database', (path: string) => { writeFileSync(path, 'nothing'.repeat(1000)); }, /not a database/],
    ['without the layer', (path: string) => { change(path, 'DELETE FROM gpkg_geometry_columns'); }, /no layer/],
    ['without an index', (path: string) => { change(path, 'DROP TABLE rtree_parcels_geom'); }, /no spatial index/],
    ['no GeoPackage', (path: string) => { change(path, 'DROP TABLE gpkg_geometry_columns'); }, /no such table/],
  ] as const)('in a file that is %s are told', (name, damage, words) => {
    const path = whole(`${name}.gpkg`);
    damage(path);
    expect(() => openGeoPackageLayer(path, 'parcels')).toThrow(expect.objectContaining({ code: 'VECTOR_UNREADABLE', message: expect.stringMatching(words) }));
  });
});

describe.skipIf(!sharedData)('tiles of real parcels (beside the checkout)', () => {
  const REAL = [
    { name: 'French RPG in Lambert 93', file: 'fr/RPG_2-0__GPKG_LAMB93_FXX_2022-01-01/RPG/1_DONNEES_LIVRAISON_2023-08-01/RPG_2-0_GPKG_LAMB93_FXX-2022/PARCELLES_GRAPHIQUES.gpkg', crs: 'EPSG:2154' },
    { name: 'Czech declarations in degrees', file: 'cz/GEOPROSTOR_ZADOSTI23_2024-08-01_epsg4258.shp', crs: 'EPSG:4258' },
    { name: 'Austrian fields on another datum', file: 'at/INSPIRE_SCHLAEGE_2025-1_POLYGON.gpkg', crs: 'EPSG:31287' },
  ];
  it.each(REAL)('$name hold the areas that GDAL and GEOS find', async ({ file, crs }) => {
    const target = join(folder, `${crs.slice(5)}.gpkg`);
    await importParcelsImplementation.run({ path: join(sharedData ?? '', 'parcels', file), target }, { signal: new AbortController().signal, progress: () => undefined });
    let compared = 0;
    readFeatures(target, {}, ({ fid, geometry }) => {
      if (fid % 10 !== 1 || !geometry) return;
      const { minX, minY } = geometry.getEnvelope();
      compared += compare(target, crs, tileAt(minX, minY, crs, 16), 0.02);
    });
    expect(compared).toBeGreaterThan(5);
  });
});

describe('the overview of a large set', () => {
  const crs = 'EPSG:2154';
  const [x, y, step, side] = [600_000, 6_600_000, 100, 130];

  it('keeps each crop’s place and share where parcels are too small to be drawn', async () => {
    // 16 900 parcels: wheat in the west, maize in the east, a square of grass in the middle of the wheat.
    const crops = (i: number, j: number): string => (i >= 80 ? 'maize' : i >= 20 && i < 40 && j >= 50 && j < 80 ? 'grass' : 'wheat');
    const cells = Array.from({ length: side * side }, (_, n) => [n % side, Math.floor(n / side)] as const);
    const path = makeSet('large.gpkg', crs, cells.map(([i, j]) => ({ code: crops(i, j), wkt: `MULTIPOLYGON (${box(x + i * step, y + j * step, step)})` })));
    using layer = openGeoPackageLayer(path, 'parcels');
    const built = buildOverview(layer, crs, () => undefined);
    expect(built.detailZoom).toBeGreaterThan(8);
    await writeOverview(join(folder, 'large.overview'), built);
    const overview = readOverview(join(folder, 'large.overview'));
    expect(overview).toEqual(built);
    for (const z of [built.detailZoom - 1, built.detailZoom - 2]) {
      const areas = new Map<string, number>();
      for (const address of tilesAround(z)) {
        for (const feature of decodeTile(folder, address, cutOverview(built, address))) {
          expect(feature).toMatchObject({ id: null, isValid: true, properties: { generalised: 1 } });
          const code = String(feature.properties['code']);
          expect(feature.properties['label']).toBe(`crop ${code}`);
          areas.set(code, (areas.get(code) ?? 0) + feature.area);
        }
      }
      const total = [...areas.values()].reduce((sum, area) => sum + area, 0);
      const counts = { wheat: 80 * side - 600, maize: 50 * side, grass: 600 };
      for (const [code, count] of Object.entries(counts)) expect((areas.get(code) ?? 0) / total, code).toBeCloseTo(count / (side * side), 1.5);
    }
  });

  it('gives way to single parcels at its detail zoom, with no tile of many more than five thousand', () => {
    using layer = openGeoPackageLayer(join(folder, 'large.gpkg'), 'parcels');
    const overview = readOverview(join(folder, 'large.overview'));
    const address = tileAt(x + 6500, y + 6500, crs, overview?.detailZoom ?? 0);
    const ids = decodeTile(folder, address, cutParcels(layer, crs, address)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.length).toBeLessThan(5600);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is built anew when its file is damaged or of another form', async () => {
    expect(readOverview(join(folder, 'none'))).toBeNull();
    expect(readOverview(join(folder, 'large.gpkg'))).toBeNull();
  });

  function tilesAround(z: number): TileAddress[] {
    const corners = [tileAt(x, y, crs, z), tileAt(x + side * step, y + side * step, crs, z), tileAt(x, y + side * step, crs, z), tileAt(x + side * step, y, crs, z)];
    const range = (values: number[]): number[] => Array.from({ length: Math.max(...values) - Math.min(...values) + 1 }, (_, i) => Math.min(...values) + i);
    return range(corners.map((tile) => tile.x)).flatMap((column) => range(corners.map((tile) => tile.y)).map((row) => ({ z, x: column, y: row })));
  }
});
