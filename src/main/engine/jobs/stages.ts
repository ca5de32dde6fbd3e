import { type AppError, appError, type ErrorCode, toAppError } from '../../../shared/errors/app-error.ts';
import type { UnitState } from '../catalog/contract.ts';
import type { WorkerPool } from '../pool/rpc.ts';
import type { JobPlan, JobStage, WorkUnit } from './definition.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { RunLog } from './run-log.ts';

/** A unit is tried this often when it takes its worker down with it. */
const ATTEMPTS = 3;
/** The ends of a worker that may have been bad luck. */
const RETRIED: readonly ErrorCode[] = ['WORKER_CRASHED', 'WORKER_HUNG', 'WORKER_MEMORY'];

/** Where finished units are remembered: the catalog for a job, memory for a replay. */
export interface UnitStore {
  units(): readonly UnitState[];
  put(unit: UnitState): void;
}

/** All that the stages of a plan need to run. */
export interface StagesRun {
  readonly id: string;
  readonly plan: JobPlan;
  readonly store: UnitStore;
  readonly pool: WorkerPool;
  readonly signal: AbortSignal;
  readonly meter: ProgressMeter;
  readonly log: RunLog;
  /** False when a file that a finished unit made is gone: the unit is done again. */
  readonly isInPlace: (result: unknown) => boolean;
  /** True when a file that the unit reads was replaced since: it is done again. */
  readonly isOutdated: (unit: WorkUnit) => boolean;
  /** True for a failure that every other unit will meet too, such as a full disk. */
  readonly stopsAll: (error: AppError) => boolean;
}

export interface FailedUnit {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

export interface StagesOutcome {
  /** Results by unit key; a failed unit has none. */
  readonly results: ReadonlyMap<string, unknown>;
  readonly failed: readonly FailedUnit[];
}

/**
 * Runs the stages of a plan one after the other, the units of each on all workers, and checkpoints every unit once its
 * files are in place. Units finished in an earlier run are kept, unless an earlier stage had to do something again.
 * @throws AppError CANCELLED; the failure that stops the job; JOB_WINDOWS_FAILED when a stage that must not fail has failed units
 */
export async function runStages(run: StagesRun): Promise<StagesOutcome> {
  const results = new Map<string, unknown>();
  const failed: FailedUnit[] = [];
  let isFresh = false;
  for (const [index, stage] of run.plan.stages.entries()) {
    const one: StageRun = new StageRun(run, stage, index, isFresh ? [] : run.store.units());
    const startedAt = performance.now();
    run.log.write('Stage:Entered', { stage: stage.name, units: stage.units.length, kept: one.kept });
    try {
      await one.finish();
    } finally {
      run.log.write('Stage:Left', { stage: stage.name, seconds: (performance.now() - startedAt) / 1000, failed: one.failed.length });
    }
    isFresh ||= one.didSomething;
    failed.push(...one.failed);
    for (const [key, result] of one.results) results.set(key, result);
  }
  return { results, failed };
}

class StageRun {
  readonly results = new Map<string, unknown>();
  readonly failed: FailedUnit[] = [];
  /** Units that an earlier run had finished. */
  readonly kept: number;
  didSomething = false;
  readonly #run: StagesRun;
  readonly #stage: JobStage;
  readonly #index: number;
  readonly #waiting: WorkUnit[];
  /** Aborted by the caller, or by the first failure that stops the job. */
  readonly #stop = new AbortController();
  #fatal: AppError | null = null;
  #firstFailure: AppError | null = null;

  constructor(run: StagesRun, stage: JobStage, index: number, states: readonly UnitState[]) {
    this.#run = run;
    this.#stage = stage;
    this.#index = index;
    const done = new Map(states.filter((state) => state.stage === index && state.state === 'done').map((state) => [state.key, state.result]));
    for (const unit of stage.units) {
      const { key } = unit;
      if (done.has(key) && !run.isOutdated(unit) && run.isInPlace(done.get(key))) this.results.set(key, done.get(key));
    }
    this.kept = this.results.size;
    this.#waiting = stage.units.filter((unit) => !this.results.has(unit.key));
  }

  async finish(): Promise<void> {
    const { signal, meter, pool } = this.#run;
    const onAbort = () => this.#stop.abort();
    signal.addEventListener('abort', onAbort);
    meter.enter(this.kept);
    try {
      if (signal.aborted) throw appError('CANCELLED');
      await Promise.all(Array.from({ length: pool.size }, () => this.#lane()));
      if (this.#fatal) throw this.#fatal;
      this.#judge();
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #lane(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const unit = this.#waiting.shift();
      if (!unit) return;
      try {
        await this.#unit(unit);
      } catch (thrown) {
        // The first one tells why; the others were only cancelled by it.
        this.#fatal ??= toAppError(thrown);
        this.#stop.abort();
      }
    }
    if (this.#run.signal.aborted) this.#fatal ??= appError('CANCELLED');
  }

  async #unit(unit: WorkUnit): Promise<void> {
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.#run.pool.runNamed(unit.task, unit.input, {
          signal: this.#stop.signal,
          onProgress: (fraction) => this.#run.meter.move(unit.key, fraction),
          onNote: (event, facts) => this.#run.log.write(event, { ...facts, unit: unit.key }),
        });
        this.#checkpoint(unit, { state: 'done', attempts: attempt, result, error: null });
        this.results.set(unit.key, result);
        this.didSomething = true;
        break;
      } catch (thrown) {
        const error = toAppError(thrown);
        if (RETRIED.includes(error.code) && attempt < ATTEMPTS) {
          this.#run.log.write('Unit:Retried', { unit: unit.key, attempt, code: error.code, message: error.message });
          continue;
        }
        this.#fail(unit, attempt, error);
        break;
      }
    }
    this.#run.meter.finish(unit.key, (performance.now() - startedAt) / 1000);
  }

  /** Records a failed unit, or throws where the job cannot go on. */
  #fail(unit: WorkUnit, attempts: number, error: AppError): void {
    if (error.code === 'CANCELLED' || this.#run.stopsAll(error)) throw error;
    const { code, message } = error;
    this.#checkpoint(unit, { state: 'failed', attempts, result: undefined, error: { code, message } });
    this.#run.log.write('Unit:Failed', { unit: unit.key, attempts, code, message });
    this.failed.push({ key: unit.key, code, message });
    this.#firstFailure ??= error;
    // What its own task refuses, it will refuse again: the caller hears that, and at once.
    if (!this.#stage.mayFail && !RETRIED.includes(code)) throw error;
  }

  /** Refuses to go on when this stage must not fail, or when nothing of it succeeded. */
  #judge(): void {
    const first = this.#firstFailure;
    const total = this.#stage.units.length;
    if (!first || (this.#stage.mayFail && this.results.size > 0)) return;
    if (total === 1) throw first;
    throw appError('JOB_WINDOWS_FAILED', { id: this.#run.id, failed: this.failed.length, total, first: first.message });
  }

  #checkpoint(unit: WorkUnit, state: Omit<UnitState, 'key' | 'stage'>): void {
    this.#run.store.put({ key: unit.key, stage: this.#index, ...state });
  }
}
