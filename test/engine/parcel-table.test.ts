import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { readFeatures } from '../../src/main/engine/gdal/vector.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { areaOf } from './decode-tile.ts';
import type { CallInput, CallOutput } from '../../src/shared/contract/contract.ts';

type Query = Partial<CallInput<'parcels.page'>>;

let folder = '';
let file = '';
let engine: Engine;
const id = 'fields';
const CRS = 'EPSG:32631';
const SIDE = 30;
const STEP = 100;
const LABELS = ['Blé tendre', 'Maïs', 'Orge d’hiver', 'Prairie', 'ble dur', null];
const ODD = 'a"b; DROP TABLE parcels; --';

/** 900 squares of 80 m, 20 m apart; values repeat, are missing, and have accents, quotes and wild cards. */
function features(): unknown[] {
  return Array.from({ length: SIDE * SIDE }, (_, n) => {
    const [x, y] = [500_000 + (n % SIDE) * STEP, 5_600_000 + Math.floor(n / SIDE) * STEP];
    const ring = [[x, y], [x + 80, y], [x + 80, y + 80], [x, y + 80], [x, y]];
    return {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { crop: `C${(n * 7) % 11}`, crop_name: LABELS[(n * 5) % LABELS.length], yield: n % 9 === 0 ? null : ((n * 37) % 100) / 4, owner: n % 50 === 0 ? "O'Neill 100%_\\" : `farm ${n % 13}`, [ODD]: n, select: n % 3 },
    };
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-table-'));
  const source = join(folder, 'fields.geojson');
  writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } }, features: features() }));
  await initWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area') });
  await engine.call('import.paths', { paths: [source], options: { codeColumn: 'crop' } });
  file = join(folder, 'area', 'parcels', `${id}.gpkg`);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const page = (query: Query = {}): Promise<CallOutput<'parcels.page'>> => engine.call('parcels.page', { id, limit: 500, ...query });
/** All ids of a query, page after page. */
async function allFids(query: Query = {}): Promise<number[]> {
  const fids: number[] = [];
  for (let offset = 0; ; offset += 250) {
    const { rows, total } = await page({ ...query, offset, limit: 250 });
    fids.push(...rows.map(({ fid }) => fid));
    if (rows.length === 0) {
      expect(fids.length).toBe(total);
      return fids;
    }
  }
}
/** What GDAL's own SQL gives. */
function ogr(sql: string): number[] {
  const dataset = gdal.open(file);
  try {
    return [...dataset.executeSQL(sql).features].map((feature) => Number(feature.fields.get('n')));
  } finally {
    dataset.close();
  }
}

describe('the attribute table', () => {
  it('lists Furrow’s columns first, then the source’s, with their types', async () => {
    const { total, columns } = await engine.call('parcels.columns', { id });
    expect(total).toBe(900);
    expect(columns.slice(0, 4).map(({ name, type, origin }) => `${name} ${type} ${origin}`)).toEqual(['code text furrow', 'label text furrow', 'area_m2 real furrow', 'source_id text furrow']);
    expect(columns.slice(4).map(({ name, type, origin }) => `${name} ${type} ${origin}`)).toEqual(['crop text source', 'crop_name text source', 'yield real source', 'owner text source', `${ODD} integer source`, 'select integer source']);
  });

  it('gives a page in the file’s order with the values that OGR reads', async () => {
    const { rows, columns, total } = await page({ offset: 10, limit: 5 });
    expect(total).toBe(900);
    const expected = new Map<number, Record<string, unknown>>();
    readFeatures(file, {}, ({ fid, properties }) => expected.set(fid, properties));
    expect(rows.map(({ fid }) => fid)).toEqual([11, 12, 13, 14, 15]);
    for (const { fid, values } of rows) expect(Object.fromEntries(columns.map((name, i) => [name, values[i]]))).toEqual(expected.get(fid));
  });

  it.each([
    ['text', 'code', 'ascending', 'ORDER BY code COLLATE NOCASE, fid'],
    ['text downwards', 'crop_name', 'descending', 'ORDER BY crop_name COLLATE NOCASE DESC, fid'],
    ['numbers with gaps, which come last', 'yield', 'ascending', 'ORDER BY yield IS NULL, yield, fid'],
    ['numbers with gaps, which come last downwards too', 'yield', 'descending', 'ORDER BY yield DESC, fid'],
    ['an odd name', ODD, 'descending', 'ORDER BY fid DESC'],
    ['a name that is a word of SQL', 'select', 'ascending', 'ORDER BY "select", fid'],
    ['the id', 'fid', 'descending', 'ORDER BY fid DESC'],
  ] as const)('sorts by %s as OGR does', async (_what, column, direction, order) => {
    expect(await allFids({ sort: { column, direction } })).toEqual(ogr(`SELECT fid + 0 AS n FROM parcels ${order}`));
  });

  it.each([
    [[{ column: 'code', op: 'eq', value: 'C3' }], "code = 'C3'"],
    [[{ column: 'code', op: 'ne', value: 'C3' }], "code <> 'C3'"],
    [[{ column: 'yield', op: 'ge', value: '12,5' }], 'yield >= 12.5'],
    [[{ column: 'yield', op: 'lt', value: 3 }], 'yield < 3'],
    [[{ column: 'yield', op: 'empty' }], 'yield IS NULL'],
    [[{ column: 'crop_name', op: 'filled' }, { column: 'yield', op: 'filled' }], "crop_name <> '' AND yield IS NOT NULL"],
    [[{ column: 'owner', op: 'contains', value: "o'neill 100%_\\" }], "owner LIKE 'O''Neill%'"],
    [[{ column: 'owner', op: 'starts', value: 'FARM 1' }], "owner LIKE 'farm 1%'"],
    [[{ column: 'select', op: 'in', value: [1, '2'] }, { column: 'code', op: 'in', value: ['C1', 'C2', "'"] }], `"select" IN (1, 2) AND code IN ('C1', 'C2')`],
    [[{ column: 'fid', op: 'in', value: [5, 4, 99_999] }], 'fid IN (4, 5)'],
    [[{ column: ODD, op: 'le', value: 7 }], 'fid <= 8'],
    ['farm 12', "owner = 'farm 12' OR owner LIKE 'farm%' AND (crop || ' ' || source_id || ' ' || IFNULL(crop_name, '') || owner) LIKE '%12%' OR owner LIKE 'farm%' AND (fid - 1) || '' LIKE '%12%'"],
  ] as const)('filters by %j as OGR does', async (filter, where) => {
    const fids = await allFids({ filter: filter as CallInput<'parcels.page'>['filter'] });
    expect(fids.length).toBeGreaterThan(0);
    expect(fids).toEqual(ogr(`SELECT fid + 0 AS n FROM parcels WHERE ${where} ORDER BY fid`));
  });

  it('finds words without looking at case or accents', async () => {
    const found = ogr("SELECT fid + 0 AS n FROM parcels WHERE crop_name IN ('Blé tendre', 'ble dur') ORDER BY fid");
    for (const filter of ['ble', 'BLÉ', 'blé']) expect(await allFids({ filter })).toEqual(found);
    expect((await page({ filter: 'MAIS c1' })).total).toBe(ogr("SELECT fid + 0 AS n FROM parcels WHERE crop_name = 'Maïs' AND code IN ('C1', 'C10')").length);
  });

  it('tells where in the order a parcel stands', async () => {
    const sort = { column: 'crop_name', direction: 'descending' } as const;
    const fids = await allFids({ sort });
    for (const fid of [1, 450, 900]) expect(await engine.call('parcels.rank', { id, sort, fid })).toEqual({ rank: fids.indexOf(fid) });
    expect(await engine.call('parcels.rank', { id, filter: [{ column: 'fid', op: 'eq', value: 2 }], fid: 1 })).toEqual({ rank: null });
  });

  it('gives the columns asked for alone', async () => {
    expect(await page({ columns: [ODD, 'code'], limit: 1 })).toMatchObject({ columns: [ODD, 'code'], rows: [{ fid: 1, values: [0, 'C0'] }] });
  });
});

describe('what is typed never becomes SQL', () => {
  const digest = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');
  const HOSTILE = ["'; DROP TABLE parcels; --", '" OR 1=1 --', "' OR '1'='1", '%', '_', '\\', '\u0000', "x' UNION SELECT sql FROM sqlite_master --", '🌾', '[a-z]*', '?1', ':a'];

  it.each(HOSTILE)('%j finds only what contains it, and nothing is changed', async (text) => {
    const before = digest();
    const containing = features().flatMap((feature, i) => (JSON.stringify(Object.values((feature as { properties: object }).properties)).includes(JSON.stringify(text).slice(1, -1)) ? [i + 1] : []));
    expect(await allFids({ filter: [{ column: 'owner', op: 'contains', value: text }] })).toEqual(containing);
    expect((await page({ filter: [{ column: 'code', op: 'eq', value: text }] })).total).toBe(0);
    expect((await page({ filter: [{ column: 'code', op: 'in', value: [text] }] })).total).toBe(0);
    expect((await page({ filter: text })).total).toBeLessThanOrEqual(900);
    expect(digest()).toBe(before);
  });

  it.each([...HOSTILE, 'geom', 'rowid', 'fid"', 'parcels"."code'].filter((name) => name !== ''))('a column called %j does not exist', async (column) => {
    await expect(page({ sort: { column, direction: 'ascending' } })).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
    await expect(page({ filter: [{ column, op: 'eq', value: 1 }] })).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
    await expect(page({ columns: [column] })).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
  });

  it('refuses values of the wrong kind with words', async () => {
    await expect(page({ filter: [{ column: 'yield', op: 'lt', value: 'many' }] })).rejects.toMatchObject({ code: 'FILTER_INVALID', params: { column: 'yield' } });
    await expect(page({ filter: [{ column: 'code', op: 'in', value: 'C1' }] })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
    await expect(page({ filter: [{ column: 'code', op: 'eq' }] })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
    await expect(page({ limit: 501 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(engine.call('parcels.page', { id: 'none' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe('selecting on the map', () => {
  const box = [500_250, 5_600_090, 500_640, 5_600_310] as const;

  it('takes the parcels whose outline shares an area with the rectangle', async () => {
    const frame = gdal.Geometry.fromWKT(`POLYGON ((${box[0]} ${box[1]},${box[2]} ${box[1]},${box[2]} ${box[3]},${box[0]} ${box[3]},${box[0]} ${box[1]}))`);
    const expected: number[] = [];
    readFeatures(file, {}, ({ fid, geometry }) => {
      if (geometry && areaOf(geometry.intersection(frame)) > 0) expected.push(fid);
    });
    const { fids, count, box: around } = await engine.call('parcels.select', { id, bounds: { crs: CRS, box: [...box] } });
    expect(fids).toEqual(expected);
    expect(count).toBe(expected.length);
    expect(around).toEqual([500_200, 5_600_100, 500_680, 5_600_380]);
  });

  it('takes degrees as well, counts beyond the limit, and heeds the filter', async () => {
    const corners = transformPoints([box[0], box[2]], [box[1], box[3]], CRS, 'EPSG:4326');
    const bounds = { box: [corners.x[0] ?? 0, corners.y[0] ?? 0, corners.x[1] ?? 0, corners.y[1] ?? 0] as [number, number, number, number] };
    const all = await engine.call('parcels.select', { id, bounds, limit: 3 });
    expect(all).toMatchObject({ count: 15 });
    expect(all.fids).toHaveLength(3);
    const wheat = await engine.call('parcels.select', { id, bounds, filter: [{ column: 'code', op: 'eq', value: 'C0' }] });
    expect(wheat.count).toBeLessThan(15);
    expect((await page({ filter: [{ column: 'fid', op: 'in', value: wheat.fids }], columns: ['code'] })).rows.map(({ values }) => values[0])).toEqual(wheat.fids.map(() => 'C0'));
    expect((await engine.call('parcels.select', { id })).count).toBe(900);
    expect(await engine.call('parcels.select', { id, bounds: { box: [10, 10, 11, 11] } })).toEqual({ fids: [], count: 0, box: null });
  });

  it('gives outlines in the CRS of the map', async () => {
    const { items, columns } = await engine.call('parcels.get', { id, fids: [31, 7, 5000], crs: 'EPSG:3857' });
    expect(items.map(({ fid }) => fid)).toEqual([31, 7]);
    expect(items[0]?.values[columns.indexOf('code')]).toBe('C1');
    readFeatures(file, { targetCrs: 'EPSG:3857', where: 'fid = 31' }, ({ geometry }) => {
      const { minX, minY, maxX, maxY } = geometry?.getEnvelope() ?? new gdal.Envelope();
      for (const [i, edge] of [minX, minY, maxX, maxY].entries()) expect(items[0]?.box?.[i]).toBeCloseTo(edge, 6);
      const given = gdal.Geometry.fromGeoJson(items[0]?.geometry as object);
      expect(areaOf(given)).toBeCloseTo(geometry ? areaOf(geometry) : 0, 3);
    });
    await expect(engine.call('parcels.get', { id, fids: [1], crs: 'EPSG:nowhere' })).rejects.toMatchObject({ code: 'CRS_UNKNOWN' });
  });
});
