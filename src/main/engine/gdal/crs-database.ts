import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gdal } from './gdal.ts';

/** An area of use as PROJ's database holds it, in degrees; east is above 180 where the area crosses the antimeridian. */
export interface DatabaseArea {
  readonly name: string;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
}

/** A shift of a datum to WGS 84 as PROJ's `+towgs84` takes it: metres, arc seconds (position vector), parts per million. */
export type DatumShift = readonly [dx: number, dy: number, dz: number, rx: number, ry: number, rz: number, s: number];

/** A coordinate system in PROJ's database. */
export interface DatabaseCrs {
  readonly crs: string;
  readonly name: string;
  readonly area: string;
}

const AUTHORITY = /^[A-Za-z]{2,20}$/;
const CODE = /^[A-Za-z0-9_.]{1,40}$/;
/** Geocentric translations, position vector, coordinate frame; of the two-dimensional domain (EPSG guidance note 7-2, 4.3). */
const METHODS = { translation: [9603], position: [9606], frame: [9607] } as const;
/** Datums that are WGS 84 to within a metre: a shift to one of them is a shift to it. */
const LIKE_WGS84 = [4326, 4258];
const ARC_SECOND = Math.PI / 180 / 3600;

/** Where a coordinate system is meant to be used: the widest of its areas. Null when the database does not know it. */
export function areaOfUse(authority: string, code: string): DatabaseArea | null {
  if (!AUTHORITY.test(authority) || !CODE.test(code)) return null;
  const rows = query(
    `SELECT e.name AS name, e.west_lon AS w, e.south_lat AS s, e.east_lon AS e, e.north_lat AS n FROM usage u
     JOIN extent e ON e.auth_name = u.extent_auth_name AND e.code = u.extent_code
     WHERE u.object_table_name IN ('projected_crs', 'geodetic_crs', 'compound_crs') AND u.object_auth_name = '${authority}' AND u.object_code = '${code}'`,
  );
  const areas = rows.map((row): DatabaseArea => {
    const [west, south, east, north] = [Number(row['w']), Number(row['s']), Number(row['e']), Number(row['n'])];
    return { name: String(row['name']), bounds: [west, south, east < west ? east + 360 : east, north] };
  });
  const size = ({ bounds: [west, south, east, north] }: DatabaseArea): number => (east - west) * (north - south);
  return areas.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

/** The datum shifts to WGS 84 that the database knows for a geographic coordinate system, without those that change with time. */
export function datumShifts(authority: string, code: string): DatumShift[] {
  if (!AUTHORITY.test(authority) || !CODE.test(code)) return [];
  const rows = query(
    `SELECT h.method_code AS method, h.tx, h.ty, h.tz, h.rx, h.ry, h.rz, h.scale_difference AS ds,
       t.conv_factor AS tu, r.conv_factor AS ru, d.conv_factor AS du
     FROM helmert_transformation_table h
     LEFT JOIN unit_of_measure t ON t.auth_name = h.translation_uom_auth_name AND t.code = h.translation_uom_code
     LEFT JOIN unit_of_measure r ON r.auth_name = h.rotation_uom_auth_name AND r.code = h.rotation_uom_code
     LEFT JOIN unit_of_measure d ON d.auth_name = h.scale_difference_uom_auth_name AND d.code = h.scale_difference_uom_code
     WHERE h.source_crs_auth_name = '${authority}' AND h.source_crs_code = '${code}' AND h.target_crs_auth_name = 'EPSG'
       AND h.target_crs_code IN (${LIKE_WGS84.join(', ')}) AND h.deprecated = 0 AND h.rate_tx IS NULL AND h.px IS NULL
       AND h.method_code IN (${Object.values(METHODS).flat().join(', ')})`,
  );
  return rows.map((row) => {
    const sign = (METHODS.frame as readonly number[]).includes(Number(row['method'])) ? -1 : 1;
    const metres = (name: string): number => Number(row[name] ?? 0) * Number(row['tu'] ?? 1);
    const seconds = (name: string): number => (row[name] === null || row[name] === undefined ? 0 : (sign * Number(row[name]) * Number(row['ru'] ?? ARC_SECOND)) / ARC_SECOND);
    const scale = Number(row['ds'] ?? 0) * Number(row['du'] ?? 1e-6) * 1e6;
    return [metres('tx'), metres('ty'), metres('tz'), seconds('rx'), seconds('ry'), seconds('rz'), scale].map(tidy) as unknown as DatumShift;
  });
}

/** Coordinate systems that are projected or in degrees and whose code or name holds every word; the code itself first. */
export function searchDatabase(text: string, limit: number): DatabaseCrs[] {
  const words = text.replace(/^epsg:/i, '').split(/[\s:]+/).filter(Boolean);
  if (words.length === 0) return [];
  const conditions = words.map((word) => `(c.name LIKE ${quoted(`%${likeText(word)}%`)} ESCAPE '\\' OR c.code LIKE ${quoted(`${likeText(word)}%`)} ESCAPE '\\')`);
  const rows = query(
    `SELECT c.auth_name AS authority, c.code AS code, c.name AS name,
       (SELECT e.name FROM usage u JOIN extent e ON e.auth_name = u.extent_auth_name AND e.code = u.extent_code
        WHERE u.object_table_name = c.table_name AND u.object_auth_name = c.auth_name AND u.object_code = c.code LIMIT 1) AS area
     FROM crs_view c WHERE c.deprecated = 0 AND c.type IN ('projected', 'geographic 2D') AND ${conditions.join(' AND ')}
     ORDER BY c.code = ${quoted(words[0] ?? '')} DESC, c.auth_name = 'EPSG' DESC, length(c.name), c.name LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map((row) => ({ crs: `${String(row['authority'])}:${String(row['code'])}`, name: String(row['name']), area: typeof row['area'] === 'string' ? row['area'] : '' }));
}

/** A word as LIKE takes it, with LIKE's own signs meaning themselves. */
function likeText(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

/** A text as SQL holds it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Noise of unit factors goes: 0.15 arc seconds stay 0.15. */
function tidy(value: number): number {
  return Number(value.toPrecision(10));
}

/** Rows of a query on PROJ's database; none where the build came without it. */
function query(sql: string): Readonly<Record<string, unknown>>[] {
  const path = databasePath();
  if (path === null) return [];
  const dataset = gdal.open(path, 'r', ['SQLite']);
  try {
    const layer = dataset.executeSQL(sql);
    return layer.features.map((feature) => feature.fields.toObject() as Record<string, unknown>);
  } finally {
    dataset.close();
  }
}

/** The user's own database where PROJ was pointed to one, else the one that GDAL came with. */
function databasePath(): string | null {
  const own = [process.env['PROJ_DATA'], process.env['PROJ_LIB']].filter((folder) => folder !== undefined && folder !== '');
  const shipped = join(createRequire(import.meta.url).resolve('gdal-async'), '../../deps/libproj/proj/data');
  return [...own, shipped].map((folder) => join(folder ?? '', 'proj.db')).find((path) => existsSync(path)) ?? null;
}
