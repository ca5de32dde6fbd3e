import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { appError } from '../../../shared/errors/app-error.ts';
import { catalogError } from './sqlite-error.ts';

/**
 * Lets one Furrow at a time have a workspace. The lock is a write transaction held open on `.furrow.lock`, a SQLite
 * file of its own: the operating system drops it however its process ends, so a lock cannot be left over.
 * `.furrow.owner` only tells the others the process id; it decides nothing.
 * @returns the lock; dispose of it to give the workspace back
 * @throws AppError WORKSPACE_IN_USE, WORKSPACE_READ_ONLY, DISK_FULL
 */
export function lockWorkspace(folder: string): Disposable {
  const database = takeLock(folder);
  const ownerPath = join(folder, '.furrow.owner');
  try {
    writeFileSync(ownerPath, `${process.pid}\n`);
  } catch (thrown) {
    database.close();
    throw catalogError(thrown, folder);
  }
  return {
    [Symbol.dispose]() {
      if (!database.open) return;
      rmSync(ownerPath, { force: true });
      database.close();
    },
  };
}

function takeLock(folder: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(join(folder, '.furrow.lock'), { timeout: 0 });
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (thrown) {
    database?.close();
    const busy = String((thrown as { code?: string }).code).startsWith('SQLITE_BUSY');
    throw busy ? appError('WORKSPACE_IN_USE', { folder, pid: ownerOf(folder) }, { cause: thrown }) : catalogError(thrown, folder);
  }
}

/** The process id as the owner wrote it; `unknown` in the instant before it did. */
function ownerOf(folder: string): string {
  const path = join(folder, '.furrow.owner');
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return text === '' ? 'unknown' : text;
}
