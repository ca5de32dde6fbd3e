import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { appError } from '../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import type { Catalog, CatalogEvent, Repository } from './contract.ts';
import { EventLog } from './event-log.ts';
import { APPLICATION_ID, readHeader } from './header.ts';
import { SqliteJobRepository } from './job-repository.ts';
import { lockWorkspace } from './lock.ts';
import { catalogVersion, migrate } from './migrate.ts';
import { CATALOG_VERSION } from './migrations/all.ts';
import { RECORD_KIND_DEFINITIONS } from './record-kinds.ts';
import { RecordRepository } from './record-repository.ts';
import { catalogError } from './sqlite-error.ts';
import { Store } from './store.ts';

/** Name of the catalog in a workspace. */
export const CATALOG_FILE = 'furrow.sqlite';

const FOREIGN = 'furrow.sqlite is the file of another program';

/** Up to this size the whole file is checked when it is opened (some tenths of a second); beyond, damage shows when it is read. */
const CHECKED_BYTES = 128 * 1024 * 1024;

export interface OpenCatalogOptions {
  readonly folder: string;
  readonly now: () => Date;
}

/**
 * Opens the catalog of a workspace and keeps it for this process until it is disposed of. An older catalog is brought
 * up to date, after a copy; jobs that were running when their process died become `interrupted`.
 * @throws AppError WORKSPACE_NOT_FOUND, WORKSPACE_IN_USE, WORKSPACE_READ_ONLY, CATALOG_NEWER (nothing changed),
 * CATALOG_DAMAGED, DISK_FULL
 */
export function openCatalog({ folder, now }: OpenCatalogOptions): Catalog {
  const path = join(folder, CATALOG_FILE);
  if (!existsSync(path)) throw appError('WORKSPACE_NOT_FOUND', { folder });
  checkHeader(path, folder);
  const lock = lockWorkspace(folder);
  try {
    return new SqliteCatalog(new Store(connect(path, folder), folder), lock, now);
  } catch (thrown) {
    lock[Symbol.dispose]();
    throw catalogError(thrown, folder);
  }
}

/** Makes the catalog file of a new workspace, whole or not at all. @throws AppError WORKSPACE_READ_ONLY, DISK_FULL */
export async function createCatalog(folder: string): Promise<void> {
  try {
    // Closing the last connection folds the log file into the catalog, so one rename moves it all.
    await replaceAtomically(join(folder, CATALOG_FILE), async (temporary) => {
      connect(temporary, folder).close();
    });
  } catch (thrown) {
    throw catalogError(thrown, folder);
  }
}

function checkHeader(path: string, folder: string): void {
  try {
    const header = readHeader(path, folder);
    if (header.userVersion > CATALOG_VERSION) throw appError('CATALOG_NEWER', { folder, found: header.userVersion, known: CATALOG_VERSION });
    if (header.applicationId !== APPLICATION_ID) throw appError('CATALOG_DAMAGED', { folder, detail: FOREIGN });
    // SQLite would open a read-only file without a word and fail at the first change.
    closeSync(openSync(path, 'r+'));
  } catch (thrown) {
    throw catalogError(thrown, folder);
  }
}

/** A connection with Furrow's settings to a sound catalog of the present version. */
function connect(path: string, folder: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(path);
    // A schema that came with somebody's workspace must not run functions with side effects.
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.pragma('foreign_keys = ON');
    checkSound(database, folder);
    database.pragma('journal_mode = WAL');
    // What was said to be registered is there after a power cut too.
    database.pragma('synchronous = FULL');
    migrate(database, folder);
    return database;
  } catch (thrown) {
    database?.close();
    throw catalogError(thrown, folder);
  }
}

function checkSound(database: Database.Database, folder: string): void {
  // The header may lie in the log file still, when its writer was killed.
  if (catalogVersion(database) > 0 && database.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw appError('CATALOG_DAMAGED', { folder, detail: FOREIGN });
  if (statSync(database.name).size > CHECKED_BYTES) return;
  const detail = database.pragma('quick_check(1)', { simple: true });
  if (detail !== 'ok') throw appError('CATALOG_DAMAGED', { folder, detail: String(detail) });
}

class SqliteCatalog implements Catalog {
  readonly scene: Repository<'scene'>;
  readonly composite: Repository<'composite'>;
  readonly parcels: Repository<'parcels'>;
  readonly samples: Repository<'samples'>;
  readonly scheme: Repository<'scheme'>;
  readonly model: Repository<'model'>;
  readonly map: Repository<'map'>;
  readonly mask: Repository<'mask'>;
  readonly jobs: SqliteJobRepository;
  readonly #store: Store;
  readonly #events: EventLog;
  readonly #lock: Disposable;

  constructor(store: Store, lock: Disposable, now: () => Date) {
    this.#store = store;
    this.#lock = lock;
    this.#events = new EventLog(store, now);
    this.scene = this.#repository('scene');
    this.composite = this.#repository('composite');
    this.parcels = this.#repository('parcels');
    this.samples = this.#repository('samples');
    this.scheme = this.#repository('scheme');
    this.model = this.#repository('model');
    this.map = this.#repository('map');
    this.mask = this.#repository('mask');
    this.jobs = new SqliteJobRepository(store, this.#events);
    this.jobs.interruptRunning();
  }

  transaction<T>(change: () => T): T {
    return this.#store.transaction(change);
  }

  emit(type: string, payload: Readonly<Record<string, unknown>>): void {
    this.#events.emit(type, payload);
  }

  eventsSince(seq: number): CatalogEvent[] {
    return this.#events.since(seq);
  }

  onEvent(listener: (event: CatalogEvent) => void): () => void {
    return this.#events.listen(listener);
  }

  [Symbol.dispose](): void {
    this.#store[Symbol.dispose]();
    this.#lock[Symbol.dispose]();
  }

  #repository<K extends RecordKind>(kind: K): RecordRepository<K> {
    return new RecordRepository<K>(this.#store, this.#events, RECORD_KIND_DEFINITIONS[kind]);
  }
}
