import type { Geometry } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import { crsName, spatialReference } from '../../gdal/crs.ts';
import { geometryFromWkb } from '../../gdal/polygon.ts';
import { describeVector, readFeatures } from '../../gdal/vector.ts';
import { openParquet, type ParquetFile } from '../parquet-file.ts';

/** Rows of a GeoParquet file that are decoded at a time. */
const PARQUET_ROWS = 20_000;

/** A feature as its source has it. */
export interface SourceFeature {
  /** How a person finds it in the source: its feature id or row number. */
  readonly fid: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
  /** True when the source has bytes that are no geometry. */
  readonly damaged: boolean;
}

/** A parcel file that was opened, of whatever format. */
export interface ParcelSource {
  /** GDAL's driver name, or `GeoParquet`. */
  readonly format: string;
  readonly layer: string;
  readonly crs: string;
  readonly count: number;
  readonly fields: readonly { readonly name: string; readonly type: 'string' | 'integer' | 'integer64' | 'real' }[];
  /** Calls `each` for every feature in order. */
  read(each: (feature: SourceFeature) => void): Promise<void>;
}

/** True for a file name that only the Parquet reader opens (GDAL's own driver is not in every build). */
export function isParquetName(path: string): boolean {
  return /\.(geo)?parquet$/i.test(path);
}

/** Opens a parcel file. @throws VECTOR_UNREADABLE, METADATA_INVALID, CRS_MISSING, GEOMETRY_NONE, FILE_NOT_FOUND */
export async function openParcelSource(path: string): Promise<ParcelSource> {
  return isParquetName(path) ? geoParquetSource(await openParquet(path)) : ogrSource(path);
}

function ogrSource(path: string): ParcelSource {
  const { driver, layers } = describeVector(path);
  const surfaces = layers.filter((layer) => /polygon|surface|unknown|geometry$/i.test(layer.geometryType) || layer.geometryType === '');
  const layer = surfaces.toSorted((a, b) => b.count - a.count)[0];
  if (!layer) throw appError('GEOMETRY_NONE', { file: path });
  if (!layer.crs) throw appError('CRS_MISSING', { file: path });
  return {
    format: driver,
    layer: layer.name,
    crs: layer.crs,
    count: layer.count,
    fields: layer.fields.flatMap(({ name, type }) => (type === 'binary' ? [] : [{ name, type: fieldType(type) }])),
    read: async (each) => readFeatures(path, { layer: layer.name }, (feature) => each({ ...feature, damaged: false })),
  };
}

function fieldType(type: string): 'string' | 'integer' | 'integer64' | 'real' {
  if (type === 'integer' || type === 'integer64' || type === 'real') return type;
  return 'string';
}

interface GeoMetadata {
  readonly primary_column?: string;
  readonly columns?: Readonly<Record<string, { readonly encoding?: string; readonly crs?: unknown }>>;
}

async function geoParquetSource(file: ParquetFile): Promise<ParcelSource> {
  const geo = geoMetadata(file);
  const column = geo.primary_column ?? 'geometry';
  const about = geo.columns?.[column];
  if (!file.columns.includes(column)) throw appError('COLUMN_MISSING', { file: file.path, column, needed: 'a geometry column with WKB' });
  if (about?.encoding !== undefined && about.encoding !== 'WKB') throw appError('METADATA_INVALID', { file: file.path, detail: `its geometries are encoded as ${about.encoding}, not as WKB` });
  const crs = parquetCrs(file, about ?? null);
  const names = file.columns.filter((name) => name !== column);
  const [first] = await file.read(names, 0, Math.min(1, file.rows));
  const fields = names.flatMap((name) => (first?.[name] instanceof Uint8Array || name === 'bbox' ? [] : [{ name, type: typeof first?.[name] === 'number' ? ('real' as const) : ('string' as const) }]));
  return {
    format: 'GeoParquet',
    layer: 'parcels',
    crs,
    count: file.rows,
    fields,
    async read(each) {
      for (let start = 0; start < file.rows; start += PARQUET_ROWS) {
        const rows = await file.read([column, ...fields.map(({ name }) => name)], start, Math.min(file.rows, start + PARQUET_ROWS));
        rows.forEach((row, i) => each({ fid: start + i + 1, properties: row, ...decode(row[column], crs) }));
      }
    },
  };
}

function decode(bytes: unknown, crs: string): { geometry: Geometry | null; damaged: boolean } {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return { geometry: null, damaged: false };
  try {
    return { geometry: geometryFromWkb(bytes, crs), damaged: false };
  } catch {
    // The caller counts and lists the row.
    return { geometry: null, damaged: true };
  }
}

function geoMetadata(file: ParquetFile): GeoMetadata {
  const text = file.metadata.get('geo');
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as GeoMetadata;
  } catch (cause) {
    throw appError('METADATA_INVALID', { file: file.path, detail: 'its “geo” metadata is no JSON' }, { cause });
  }
}

/** GeoParquet 1.1: no `crs` means OGC:CRS84 (degrees, longitude first), a null one that it is unknown. */
function parquetCrs(file: ParquetFile, about: { readonly crs?: unknown } | null): string {
  if (about === null || about.crs === null) throw appError('CRS_MISSING', { file: file.path });
  if (about.crs === undefined) return 'EPSG:4326';
  const { authority, code } = (about.crs as { id?: { authority?: string; code?: number | string } }).id ?? {};
  if (authority === 'OGC' && code === 'CRS84') return 'EPSG:4326';
  if (authority === 'EPSG' && code !== undefined) return crsName(spatialReference(`EPSG:${code}`)) ?? `EPSG:${code}`;
  const name = crsName(spatialReference(JSON.stringify(about.crs)));
  if (name === null) throw appError('CRS_MISSING', { file: file.path });
  return name;
}
