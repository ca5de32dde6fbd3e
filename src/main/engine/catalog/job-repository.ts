import { appError } from '../../../shared/errors/app-error.ts';
import { type Job, type JobState, jobSchema, type Progress } from '../../../shared/job/job.ts';
import type { JobRepository, UnitState } from './contract.ts';
import type { EventLog } from './event-log.ts';
import { freeId } from './free-id.ts';
import type { SqlParams, SqlValue, Store } from './store.ts';
import { firstProblem, parseStored } from './stored-json.ts';

/** Jobs and their checkpoints in SQLite. Emits `job.added`, `job.changed` (`{id, state}`) and `job.progressed` (`{id, …progress}`). */
export class SqliteJobRepository implements JobRepository {
  readonly #store: Store;
  readonly #events: EventLog;

  constructor(store: Store, events: EventLog) {
    this.#store = store;
    this.#events = events;
  }

  insert(job: Job): void {
    this.#store.transaction(() => {
      if (this.#has(job.id)) throw appError('RECORD_EXISTS', { kind: 'job', id: job.id });
      this.#store.run('INSERT INTO job (id, created_at, state, record) VALUES (:id, :createdAt, :state, :record)', { ...row(job), createdAt: job.createdAt });
      this.#events.emit('job.added', { id: job.id, state: job.state });
    });
  }

  find(id: string): Job | null {
    const found = this.#store.first('SELECT record FROM job WHERE id = :id', { id });
    return found === null ? null : this.#parse(id, found['record']);
  }

  get(id: string): Job {
    const job = this.find(id);
    if (job === null) throw appError('RECORD_NOT_FOUND', { kind: 'job', id });
    return job;
  }

  list(): Job[] {
    const rows = this.#store.all('SELECT id, record FROM job ORDER BY created_at DESC, id DESC');
    return rows.map((found) => this.#parse(String(found['id']), found['record']));
  }

  update(id: string, change: Partial<Omit<Job, 'id'>>): void {
    this.#store.transaction(() => {
      const job = this.#change(id, change);
      this.#events.emit('job.changed', { id, state: job.state });
    });
  }

  setState(id: string, state: JobState): void {
    this.update(id, { state });
  }

  setProgress(id: string, progress: Progress): void {
    this.#store.transaction(() => {
      this.#change(id, { progress });
      this.#events.emit('job.progressed', { id, ...progress });
    });
  }

  units(id: string): UnitState[] {
    return this.#store.all('SELECT key, stage, state, attempts, result, error FROM job_unit WHERE job_id = :id ORDER BY stage, key', { id }).map((found) => ({
      key: String(found['key']),
      stage: Number(found['stage']),
      state: String(found['state']) as UnitState['state'],
      attempts: Number(found['attempts']),
      result: found['result'] === null ? undefined : (JSON.parse(String(found['result'])) as unknown),
      error: found['error'] === null ? null : (JSON.parse(String(found['error'])) as UnitState['error']),
    }));
  }

  putUnit(id: string, unit: UnitState): void {
    this.#store.run(
      `INSERT INTO job_unit (job_id, key, stage, state, attempts, result, error) VALUES (:id, :key, :stage, :state, :attempts, :result, :error)
       ON CONFLICT (job_id, key) DO UPDATE SET stage = :stage, state = :state, attempts = :attempts, result = :result, error = :error`,
      unitRow(id, unit),
    );
  }

  freeId(base: string): string {
    return freeId(base, (id) => this.#has(id));
  }

  /** Marks the jobs that were running when their process died, so that they can be resumed. @returns their ids */
  interruptRunning(): string[] {
    return this.#store.transaction(() => {
      const ids = this.#store.all("SELECT id FROM job WHERE state = 'running' ORDER BY id").map((found) => String(found['id']));
      for (const id of ids) this.setState(id, 'interrupted');
      return ids;
    });
  }

  #has(id: string): boolean {
    return this.#store.first('SELECT 1 AS found FROM job WHERE id = :id', { id }) !== null;
  }

  #change(id: string, change: Partial<Omit<Job, 'id'>>): Job {
    const job: Job = { ...this.get(id), ...change, id };
    this.#store.run('UPDATE job SET state = :state, record = :record WHERE id = :id', row(job));
    return job;
  }

  #parse(id: string, json: SqlValue | undefined): Job {
    return parseStored(jobSchema, String(json), this.#store.folder, `job “${id}”`);
  }
}

function row(job: Job): SqlParams {
  const checked = jobSchema.safeParse(job);
  if (!checked.success) throw appError('RECORD_INVALID', { kind: 'job', id: job.id, problem: firstProblem(checked.error) });
  return { id: job.id, state: job.state, record: JSON.stringify(checked.data) };
}

function unitRow(id: string, unit: UnitState): SqlParams {
  return {
    id,
    key: unit.key,
    stage: unit.stage,
    state: unit.state,
    attempts: unit.attempts,
    result: unit.result === undefined ? null : JSON.stringify(unit.result),
    error: unit.error === null ? null : JSON.stringify(unit.error),
  };
}
