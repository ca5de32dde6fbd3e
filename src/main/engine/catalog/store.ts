import type Database from 'better-sqlite3';
import { catalogError } from './sqlite-error.ts';

/** What a column of a STRICT table holds. */
export type SqlValue = string | number | bigint | Buffer | null;
export type SqlParams = Readonly<Record<string, SqlValue>>;

/**
 * A SQLite connection whose statements are prepared once, whose failures are typed and whose transactions nest
 * (an inner one that fails is undone alone). Work that must wait for the commit is given to {@link afterCommit}.
 */
export class Store implements Disposable {
  readonly folder: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #afterCommit: (() => void)[] = [];

  constructor(database: Database.Database, folder: string) {
    this.#database = database;
    this.folder = folder;
  }

  /** Runs a statement that gives no rows. @returns how many rows it changed */
  run(sql: string, params: SqlParams = {}): number {
    return this.#guard(() => this.#prepare(sql).run(params).changes);
  }

  /** The rows of a query. */
  all(sql: string, params: SqlParams = {}): Readonly<Record<string, SqlValue>>[] {
    return this.#guard(() => this.#prepare(sql).all(params) as Record<string, SqlValue>[]);
  }

  /** The first row of a query, or null. */
  first(sql: string, params: SqlParams = {}): Readonly<Record<string, SqlValue>> | null {
    return this.#guard(() => (this.#prepare(sql).get(params) as Record<string, SqlValue> | undefined) ?? null);
  }

  /** Runs `change` in one transaction: all of it or, when it throws, nothing. */
  transaction<T>(change: () => T): T {
    const isOutermost = !this.#database.inTransaction;
    const waiting = this.#afterCommit.length;
    try {
      const result = this.#guard(() => this.#database.transaction(change).immediate());
      if (isOutermost) for (const tell of this.#afterCommit.splice(0)) tell();
      return result;
    } catch (thrown) {
      // What was undone is told to nobody.
      this.#afterCommit.length = Math.min(this.#afterCommit.length, waiting);
      throw thrown;
    }
  }

  /** True while changes are made that may still be undone. */
  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** Calls `tell` when the running transaction is committed (at once when there is none); never when it is rolled back. */
  afterCommit(tell: () => void): void {
    if (this.#database.inTransaction) this.#afterCommit.push(tell);
    else tell();
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw catalogError(thrown, this.folder);
    }
  }
}
