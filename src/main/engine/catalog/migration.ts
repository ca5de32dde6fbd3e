import type Database from 'better-sqlite3';

/**
 * One step of the catalog's schema. Versions go up in tens, so that a correction fits in between; a step is never
 * changed once it was released. It runs inside the transaction of all steps and must not begin one.
 */
export interface Migration {
  readonly version: number;
  apply(database: Database.Database): void;
}
