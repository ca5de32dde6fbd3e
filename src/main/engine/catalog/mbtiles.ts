import Database from 'better-sqlite3';
import { appError } from '../../../shared/errors/app-error.ts';

/** Largest tile that is served; those of basemaps are some hundred kilobytes. */
const MOST_TILE_BYTES = 8 * 2 ** 20;
/** Largest value of the metadata that is read: the list of vector layers can be long. */
const MOST_TEXT_BYTES = 4 * 2 ** 20;
/** Longest definition of a view that is taken; those of real files join two tables. */
const MOST_VIEW_LETTERS = 2000;

/** An open MBTiles file (specification 1.3), read only. */
export interface Mbtiles extends Disposable {
  /** The `metadata` table. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Lowest and highest zoom that has tiles; null where there is none. */
  zooms(): readonly [min: number, max: number] | null;
  /** The bytes of a tile, its row counted from the north as on the web; null where there is none. @throws BASEMAP_DAMAGED */
  tile(z: number, x: number, y: number): Buffer | null;
}

/**
 * Opens an MBTiles file. It comes from anywhere, so nothing in it is trusted: functions and tables that its schema might
 * name stay off, and a view that could keep SQLite busy for ever is refused.
 * @throws BASEMAP_DAMAGED, BASEMAP_NOT_UNDERSTOOD
 */
export function openMbtiles(path: string): Mbtiles {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    database.pragma('query_only = ON');
    database.pragma('cell_size_check = ON');
    checkSchema(path, database);
    return new SqliteTiles(path, database);
  } catch (cause) {
    database?.close();
    throw damaged(path, cause);
  }
}

function damaged(path: string, cause: unknown): Error {
  if (cause instanceof Error && cause.name === 'AppError') return cause;
  return appError('BASEMAP_DAMAGED', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause });
}

/** `tiles` is a table or a plain view over tables, and `metadata` a table or such a view. */
function checkSchema(path: string, database: Database.Database): void {
  const parts = database.prepare("SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')").all() as { readonly name: string; readonly type: string; readonly sql: string | null }[];
  const views = parts.filter(({ type }) => type === 'view');
  for (const needed of ['tiles', 'metadata']) {
    const found = parts.find(({ name }) => name.toLowerCase() === needed);
    if (!found) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `it is SQLite, but has no table “${needed}” as MBTiles has.` });
    const sql = found.sql ?? '';
    const names = views.filter((view) => view !== found && sql.toLowerCase().includes(view.name.toLowerCase()));
    const isPlain = found.type === 'table' ? !/^\s*create\s+virtual/i.test(sql) : sql.length <= MOST_VIEW_LETTERS && names.length === 0 && !/\b(with|recursive|union)\b/i.test(sql);
    if (!isPlain) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `its “${needed}” is no plain table or view.` });
  }
}

class SqliteTiles implements Mbtiles {
  readonly metadata: ReadonlyMap<string, string>;
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #tile: Database.Statement;

  constructor(path: string, database: Database.Database) {
    this.#path = path;
    this.#database = database;
    const rows = database.prepare('SELECT name, value FROM metadata WHERE length(value) <= ? LIMIT 1000').raw().all(MOST_TEXT_BYTES) as unknown[][];
    this.metadata = new Map(rows.flatMap(([name, value]) => (typeof name === 'string' && (typeof value === 'string' || typeof value === 'number') ? [[name, String(value)] as const] : [])));
    this.#tile = database.prepare('SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? AND length(tile_data) <= ?').pluck();
  }

  zooms(): readonly [number, number] | null {
    const [min, max] = this.#guard(() => this.#database.prepare('SELECT min(zoom_level), max(zoom_level) FROM tiles').raw().get() as unknown[]);
    return typeof min === 'number' && typeof max === 'number' ? [min, max] : null;
  }

  tile(z: number, x: number, y: number): Buffer | null {
    // MBTiles counts rows from the south (TMS).
    const found = this.#guard(() => this.#tile.get(z, x, 2 ** z - 1 - y, MOST_TILE_BYTES));
    return found instanceof Buffer ? found : null;
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw damaged(this.#path, cause);
    }
  }
}
