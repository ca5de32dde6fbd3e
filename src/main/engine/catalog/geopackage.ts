import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import type { Bounds } from '../../../shared/geo/bounds.ts';

/** How the values of a column compare: as text, as numbers, or not at all. */
export type ColumnType = 'text' | 'integer' | 'real' | 'other';

/** One attribute of a layer. */
export interface LayerColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Name under which every table has its ids. */
export const ID_COLUMN = 'fid';

/** A value as a query takes it. */
export type SqlArgument = string | number | null;

/** What a cell holds; whole numbers that a double cannot hold come as text, bytes as null. */
export type CellValue = string | number | null;

/** A part of a WHERE clause; what comes from outside stands in `values`, never in `sql`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlArgument[];
}

/** One polygon layer of a GeoPackage, open for reading alone. Several may read the file at once. */
export interface GeoPackageLayer extends Disposable {
  /** Absolute path of the file. */
  readonly path: string;
  /** Changes with the file: time, size and node. */
  readonly stamp: string;
  /** Attributes in the file's order; without geometry and fid. */
  readonly columns: readonly LayerColumn[];
  /** Ids of the features for which all conditions hold, in order (by fid where the order leaves a tie). */
  fids(conditions: readonly Condition[], order?: FeatureOrder): Float64Array;
  /** Attributes of features, in the order of `fids`; ids that do not exist are left out. */
  rows(fids: ArrayLike<number>, columns: readonly string[]): { readonly fid: number; readonly values: CellValue[] }[];
  /** Features whose envelope meets `bounds` (in the layer's CRS): fid, the values of `columns`, geometry as GeoPackage binary. */
  inside(bounds: Bounds, columns: readonly string[]): Iterable<{ readonly fid: number; readonly values: readonly unknown[]; readonly geometry: Buffer }>;
  /** Geometry of one feature as GeoPackage binary, or null. */
  geometry(fid: number): Buffer | null;
  /** `[fid, minX, minY, maxX, maxY, …values of columns]` of the features for which all conditions hold; no geometry is read. */
  envelopes(columns: readonly string[], conditions?: readonly Condition[]): Iterable<readonly unknown[]>;
  /** A column's place in a condition's `sql`, and its type. @throws COLUMN_MISSING */
  operand(column: string): { readonly sql: string; readonly type: ColumnType };
  /** Condition “the envelope meets these bounds”, in the layer's CRS. */
  meets(bounds: Bounds): Condition;
}

/** Order of features by one column; missing values come last either way. */
export interface FeatureOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** Pages of the file kept in memory, KiB; beyond that the system's own cache serves. */
const CACHE_KIB = 32_768;
/** Ids in one statement: SQLite's own limit is 32 766 parameters. */
const IDS_AT_ONCE = 500;

/** `"name"` with quotes inside doubled: a name from a file can end no statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text without case and accents, for searching: “Blé” is found by “ble”. In statements it is the function `fold`. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What identifies the present state of a file. @throws FILE_NOT_FOUND */
export function fileStamp(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return [Math.round(mtimeMs), size, ino].map((part) => part.toString(36)).join('-');
  } catch (cause) {
    throw toAppError(cause, path);
  }
}

/**
 * Opens one layer of a GeoPackage (OGC 12-128r18) without GDAL: reads with bound parameters, one statement each.
 * @throws FILE_NOT_FOUND, VECTOR_UNREADABLE also when there is no such layer or it has no spatial index
 */
export function openGeoPackageLayer(path: string, layer: string): GeoPackageLayer {
  const stamp = fileStamp(path);
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      database.pragma(`cache_size = -${CACHE_KIB}`);
      database.pragma('trusted_schema = OFF');
      database.function('fold', { deterministic: true }, (value) => (typeof value === 'string' ? folded(value) : null));
      return new SqliteLayer(path, stamp, database, layer);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): Error {
  if (cause instanceof Error && cause.name === 'AppError') return cause;
  return appError('VECTOR_UNREADABLE', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause });
}

interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

class SqliteLayer implements GeoPackageLayer {
  readonly path: string;
  readonly stamp: string;
  readonly columns: readonly LayerColumn[];
  readonly #database: Database.Database;
  readonly #table: string;
  readonly #key: string;
  readonly #geometry: string;
  readonly #tree: string;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string, stamp: string, database: Database.Database, layer: string) {
    this.path = path;
    this.stamp = stamp;
    this.#database = database;
    const geometry = database.prepare('SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?').pluck().get(layer) as string | undefined;
    if (geometry === undefined) throw appError('VECTOR_UNREADABLE', { file: path, detail: `it has no layer “${layer}”` });
    const all = database.prepare(`PRAGMA table_info(${quoted(layer)})`).all() as TableColumn[];
    const tree = `rtree_${layer}_${geometry}`;
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(tree) === undefined) throw appError('VECTOR_UNREADABLE', { file: path, detail: 'it has no spatial index' });
    this.#table = quoted(layer);
    this.#geometry = quoted(geometry);
    this.#key = quoted(all.find(({ pk }) => pk > 0)?.name ?? 'rowid');
    this.#tree = quoted(tree);
    this.columns = all.filter(({ name, pk }) => pk === 0 && name !== geometry).map(({ name, type }) => ({ name, type: columnType(type) }));
  }

  fids(conditions: readonly Condition[], order?: FeatureOrder): Float64Array {
    const { where, values } = joined(conditions);
    return this.#guard(() => Float64Array.from(this.#prepare(`SELECT ${this.#key} FROM ${this.#table}${where} ORDER BY ${this.#orderOf(order)}`).pluck().all(...values) as number[]));
  }

  #orderOf(order: FeatureOrder | undefined): string {
    if (!order) return this.#key;
    const direction = order.direction === 'ascending' ? 'ASC' : 'DESC';
    const own = order.column === ID_COLUMN ? null : this.#typeOf(order.column);
    if (own === null) return `${this.#key} ${direction}`;
    return `${quoted(order.column)}${own === 'text' ? ' COLLATE NOCASE' : ''} ${direction} NULLS LAST, ${this.#key}`;
  }

  #typeOf(name: string): ColumnType {
    const found = this.columns.find((column) => column.name === name);
    if (!found) throw appError('COLUMN_MISSING', { file: this.path, column: name, needed: `one of ${this.columns.map((column) => column.name).join(', ')}` });
    return found.type;
  }

  rows(fids: ArrayLike<number>, columns: readonly string[]): { readonly fid: number; readonly values: CellValue[] }[] {
    const names = this.#select(columns);
    const found = new Map<number, CellValue[]>();
    const wanted = Array.from(fids);
    this.#guard(() => {
      for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
        const some = wanted.slice(start, start + IDS_AT_ONCE);
        const statement = this.#prepare(`SELECT ${names} FROM ${this.#table} WHERE ${this.#key} IN (${some.map(() => '?').join(',')})`).raw().safeIntegers();
        for (const [fid, ...values] of statement.iterate(...some) as Iterable<unknown[]>) found.set(Number(fid), values.map(cellOf));
      }
    });
    return wanted.flatMap((fid) => {
      const values = found.get(fid);
      return values ? [{ fid, values }] : [];
    });
  }

  *inside(bounds: Bounds, columns: readonly string[]): Iterable<{ fid: number; values: readonly unknown[]; geometry: Buffer }> {
    const { sql, values } = this.meets(bounds);
    const statement = this.#guard(() => this.#prepare(`SELECT ${this.#geometry}, ${this.#select(columns)} FROM ${this.#table} WHERE ${sql} ORDER BY ${this.#key}`).raw());
    for (const [geometry, fid, ...rest] of statement.iterate(...values) as Iterable<unknown[]>) {
      if (geometry instanceof Buffer) yield { fid: Number(fid), values: rest, geometry };
    }
  }

  geometry(fid: number): Buffer | null {
    const found = this.#guard(() => this.#prepare(`SELECT ${this.#geometry} FROM ${this.#table} WHERE ${this.#key} = ?`).pluck().get(fid));
    return found instanceof Buffer ? found : null;
  }

  envelopes(columns: readonly string[], conditions: readonly Condition[] = []): Iterable<readonly unknown[]> {
    for (const name of columns) this.#typeOf(name);
    const own = columns.map((name) => `, ${this.#table}.${quoted(name)}`).join('');
    const { where, values } = joined(conditions);
    const sql = `SELECT r.id, r.minx, r.miny, r.maxx, r.maxy${own} FROM ${this.#table} JOIN ${this.#tree} r ON r.id = ${this.#table}.${this.#key}${where}`;
    return this.#guard(() => this.#prepare(sql).raw().iterate(...values) as Iterable<readonly unknown[]>);
  }

  operand(column: string): { readonly sql: string; readonly type: ColumnType } {
    if (column === ID_COLUMN) return { sql: `${this.#table}.${this.#key}`, type: 'integer' };
    const type = this.#typeOf(column);
    return { sql: `${this.#table}.${quoted(column)}`, type };
  }

  meets([minX, minY, maxX, maxY]: Bounds): Condition {
    return { sql: `${this.#table}.${this.#key} IN (SELECT id FROM ${this.#tree} WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)`, values: [minX, maxX, minY, maxY] };
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }

  #select(columns: readonly string[]): string {
    for (const name of columns) this.#typeOf(name);
    return [this.#key, ...columns.map(quoted)].join(', ');
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#database.prepare(sql);
    if (this.#statements.size > 64) this.#statements.clear();
    this.#statements.set(sql, made);
    return made;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw unreadable(this.path, cause);
    }
  }
}

function joined(conditions: readonly Condition[]): { where: string; values: SqlArgument[] } {
  return { where: conditions.length > 0 ? ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}` : '', values: conditions.flatMap((condition) => [...condition.values]) };
}

/** Column types of GeoPackage, section 1.1.1.1.3. */
function columnType(declared: string): ColumnType {
  const type = declared.toUpperCase();
  if (/^(TEXT|DATE|DATETIME)/.test(type)) return 'text';
  if (/^(BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER)$/.test(type)) return 'integer';
  if (/^(FLOAT|DOUBLE|REAL)$/.test(type)) return 'real';
  return 'other';
}

function cellOf(value: unknown): CellValue {
  if (typeof value === 'bigint') return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
