import type { z } from 'zod';
import { appError } from '../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import { recordName } from '../../../shared/records/record-name.ts';
import { type RecordOf, recordSchemas } from '../../../shared/records/record.ts';
import type { RecordFilter, Repository } from './contract.ts';
import type { EventLog } from './event-log.ts';
import { freeId } from './free-id.ts';
import { LargeRecords } from './large-records.ts';
import type { RecordKindDefinition } from './record-kind.ts';
import { plainWords, searchStatement } from './search.ts';
import { firstProblem, parseStored } from './stored-json.ts';
import type { SqlValue, Store } from './store.ts';

/** Two at the antimeridian, as the records' schema says. The number of a box is made from its owner's, to find it again. */
const BOXES_AT_MOST = 2;

/**
 * The records of one kind in SQLite. Each is checked against its schema when it is written and when it is read.
 * Emits `record.added`, `record.changed` and `record.removed` with `{kind, id}`.
 */
export class RecordRepository<K extends RecordKind> implements Repository<K> {
  readonly #store: Store;
  readonly #events: EventLog;
  readonly #definition: RecordKindDefinition<K>;
  readonly #large = new LargeRecords<RecordOf<K>>();

  constructor(store: Store, events: EventLog, definition: RecordKindDefinition<K>) {
    this.#store = store;
    this.#events = events;
    this.#definition = definition;
  }

  insert(record: RecordOf<K>): void {
    const { kind } = this.#definition;
    this.#store.transaction(() => {
      if (this.#keyOf(record.id) !== null) throw appError('RECORD_EXISTS', { kind, id: record.id });
      this.#write(record);
      this.#events.emit('record.added', { kind, id: record.id });
    });
  }

  put(record: RecordOf<K>): void {
    const { kind } = this.#definition;
    this.#store.transaction(() => {
      const isNew = this.#keyOf(record.id) === null;
      this.#erase(record.id);
      this.#write(record);
      this.#events.emit(isNew ? 'record.added' : 'record.changed', { kind, id: record.id });
    });
  }

  find(id: string): RecordOf<K> | null {
    const kept = this.#large.find(id);
    if (kept) return kept;
    const row = this.#store.first(`SELECT record FROM ${this.#definition.kind} WHERE id = :id`, { id });
    return row === null ? null : this.#parse(id, row['record']);
  }

  get(id: string): RecordOf<K> {
    const record = this.find(id);
    if (record === null) throw appError('RECORD_NOT_FOUND', { kind: this.#definition.kind, id });
    return record;
  }

  list(filter: RecordFilter = {}): RecordOf<K>[] {
    const { sql, params } = searchStatement(this.#definition, filter);
    return this.#store.all(sql, params).map((row) => this.#parse(String(row['id']), row['record']));
  }

  count(): number {
    return Number(this.#store.first(`SELECT count(*) AS records FROM ${this.#definition.kind}`)?.['records']);
  }

  /** @throws AppError RECORD_NOT_FOUND, RECORD_IN_USE */
  remove(id: string): void {
    const { kind } = this.#definition;
    this.#store.transaction(() => {
      if (this.#keyOf(id) === null) throw appError('RECORD_NOT_FOUND', { kind, id });
      const users = this.#usersOf(id);
      if (users.length > 0) throw appError('RECORD_IN_USE', { kind, id, users: users.join(', ') });
      this.#erase(id);
      this.#events.emit('record.removed', { kind, id });
    });
  }

  freeId(base: string): string {
    return freeId(base, (id) => this.#keyOf(id) !== null);
  }

  #keyOf(id: string): SqlValue {
    return this.#store.first(`SELECT key FROM ${this.#definition.kind} WHERE id = :id`, { id })?.['key'] ?? null;
  }

  #usersOf(id: string): string[] {
    const rows = this.#store.all('SELECT user_kind, user_id FROM record_use WHERE used_kind = :kind AND used_id = :id ORDER BY user_kind, user_id', { kind: this.#definition.kind, id });
    return rows.map((row) => `${recordName(String(row['user_kind']))} “${String(row['user_id'])}”`);
  }

  #erase(id: string): void {
    const { kind, footprint } = this.#definition;
    const drop = (): void => {
      this.#large.drop(id);
    };
    drop();
    // Once more, after what the same transaction may have kept before.
    this.#store.afterCommit(drop);
    const key = this.#keyOf(id);
    if (key === null) return;
    // An R*Tree is a virtual table: no foreign key reaches into it.
    if (footprint) this.#store.run(`DELETE FROM ${kind}_footprint WHERE box IN (:key * ${BOXES_AT_MOST}, :key * ${BOXES_AT_MOST} + 1)`, { key });
    this.#store.run(`DELETE FROM ${kind} WHERE key = :key`, { key });
    this.#store.run('DELETE FROM record_use WHERE user_kind = :kind AND user_id = :id', { kind, id });
  }

  #write(given: RecordOf<K>): void {
    const record = this.#checked(given);
    const { kind, columns } = this.#definition;
    const json = JSON.stringify(record);
    const values = { id: record.id, created_at: record.createdAt, words: plainWords(`${record.title} ${record.id}`), ...columns(record), record: json };
    const names = Object.keys(values);
    this.#store.run(`INSERT INTO ${kind} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`, values);
    const key = this.#keyOf(record.id);
    this.#writeFootprint(record, key);
    this.#writeDays(record, key);
    for (const use of this.#definition.uses(record)) {
      this.#store.run('INSERT OR IGNORE INTO record_use VALUES (:kind, :id, :usedKind, :usedId)', { kind, id: record.id, usedKind: use.kind, usedId: use.id });
    }
    this.#store.afterCommit(() => {
      this.#large.keep(record, json.length);
    });
  }

  #writeFootprint(record: RecordOf<K>, key: SqlValue): void {
    const { kind, footprint } = this.#definition;
    for (const [index, [minX, minY, maxX, maxY]] of (footprint?.(record) ?? []).entries()) {
      const box = `:key * ${BOXES_AT_MOST} + :index`;
      this.#store.run(`INSERT INTO ${kind}_footprint VALUES (${box}, :minX, :maxX, :minY, :maxY, :key, :minX, :maxX, :minY, :maxY)`, { minX, maxX, minY, maxY, key, index });
    }
  }

  #writeDays(record: RecordOf<K>, key: SqlValue): void {
    const { kind, days } = this.#definition;
    for (const { first, last } of days?.(record) ?? []) this.#store.run(`INSERT INTO ${kind}_day VALUES (:key, :first, :last)`, { key, first, last });
  }

  #checked(record: RecordOf<K>): RecordOf<K> {
    const { kind } = this.#definition;
    const checked = recordSchemas[kind].safeParse(record);
    if (!checked.success) throw appError('RECORD_INVALID', { kind, id: String(record.id), problem: firstProblem(checked.error) });
    return checked.data as RecordOf<K>;
  }

  #parse(id: string, json: SqlValue | undefined): RecordOf<K> {
    const { kind } = this.#definition;
    const kept = this.#large.find(id);
    if (kept) return kept;
    // The schema of kind K gives records of kind K; the compiler sees only the union of all.
    const schema = recordSchemas[kind] as unknown as z.ZodType<RecordOf<K>>;
    const record = parseStored(schema, String(json), this.#store.folder, `${kind} “${id}”`);
    // What a transaction reads may be undone with it.
    if (!this.#store.isInTransaction) this.#large.keep(record, String(json).length);
    return record;
  }
}
