import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { appError } from '../../../shared/errors/app-error.ts';
import { APPLICATION_ID } from './header.ts';
import type { Migration } from './migration.ts';
import { CATALOG_VERSION, MIGRATIONS } from './migrations/all.ts';

/** The schema's version of an open catalog. */
export function catalogVersion(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a catalog to the version of this Furrow in one transaction: after a failure or a crash it is as it was.
 * A catalog that already held something is copied beside itself first, as `<path>.before-<new version>`.
 * @param upTo stops at this version; tests of single steps use it
 * @returns the path of the copy, or null when there was nothing to migrate or nothing to lose
 * @throws AppError CATALOG_NEWER; what SQLite or the file system throws
 */
export function migrate(database: Database.Database, folder: string, upTo = CATALOG_VERSION): string | null {
  const found = catalogVersion(database);
  if (found > CATALOG_VERSION) throw appError('CATALOG_NEWER', { folder, found, known: CATALOG_VERSION });
  const steps = MIGRATIONS.filter((migration) => migration.version > found && migration.version <= upTo);
  const last = steps.at(-1);
  if (!last) return null;
  const copy = found === 0 ? null : copyBeside(database, last.version);
  database.transaction(() => applyAll(database, steps, last.version)).immediate();
  return copy;
}

function applyAll(database: Database.Database, steps: readonly Migration[], version: number): void {
  for (const step of steps) step.apply(database);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${version}`);
}

/** Copies the file of `database`, over an older copy of the same name. */
function copyBeside(database: Database.Database, version: number): string {
  const copy = `${database.name}.before-${version}`;
  // What lies in the log file must be in the copy.
  database.pragma('wal_checkpoint(TRUNCATE)');
  const partial = `${copy}.partial-${process.pid}`;
  try {
    copyFileSync(database.name, partial);
    const file = openSync(partial, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(partial, copy);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
  return copy;
}
