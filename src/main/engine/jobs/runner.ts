import { existsSync } from 'node:fs';
import { inspect } from 'node:util';
import { AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import { fieldProblem } from '../../../shared/errors/field-problem.ts';
import type { Job, JobState } from '../../../shared/job/job.ts';
import type { EngineContext } from '../context.ts';
import { holdSpace } from './ballast.ts';
import type { Jobs, ReplayResult, StartedJob } from './contract.ts';
import type { JobDefinition, JobPlan } from './definition.ts';
import { Digester } from './digest.ts';
import { hasFile, removeIfEmpty } from './empty-folder.ts';
import { freezeRun, type FrozenRun, outputFolderOf, runFile, thawRun } from './frozen-run.ts';
import { perform, readOnly } from './perform.ts';
import { readRun } from './provenance.ts';
import { registerRun } from './register.ts';
import { type ReplayOptions, replayRun } from './replay.ts';
import { type JobOutput, reserveOutput } from './reserve.ts';
import { RunLog } from './run-log.ts';

const RESUMABLE: readonly JobState[] = ['planned', 'cancelled', 'failed', 'interrupted', 'partial'];
/** Reason of an abort that comes from closing the engine, not from a user. */
const CLOSING = 'closing';

/**
 * Notes how far a job is. It comes from an event, where a failure would end the process; a catalog that cannot be
 * written to (a full disk) fails the next checkpoint too, and that stops the job with the reason.
 */
function noteProgress(note: () => void): void {
  try {
    note();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
  }
}

/** The jobs of an open workspace. Dispose before the pool and the catalog: running jobs become `interrupted` then. */
export function createJobs(engine: EngineContext, definitions: readonly JobDefinition[]): Jobs {
  return new JobRunner(engine, definitions);
}

interface Active {
  readonly controller: AbortController;
  readonly finished: Promise<Job>;
}

class JobRunner implements Jobs {
  readonly #engine: EngineContext;
  readonly #definitions: ReadonlyMap<string, JobDefinition>;
  readonly #digester: Digester;
  readonly #active = new Map<string, Active>();
  /** Ids and folders of jobs that are being planned or run: in no catalog or on no disk yet. */
  readonly #runIds = new Set<string>();
  readonly #folders = new Set<string>();
  /** Ends that the catalog had no room for. */
  readonly #unrecorded = new Map<string, Partial<Job>>();

  constructor(engine: EngineContext, definitions: readonly JobDefinition[]) {
    this.#engine = engine;
    this.#definitions = new Map(definitions.map((one) => [one.kind, one]));
    this.#digester = new Digester(engine.workspace, engine.pool);
  }

  namedFiles(kind: string, params: unknown): readonly string[] {
    const definition = this.#definition(kind);
    return (definition.namedFiles?.(checkParams(definition, params)) ?? []).map((path) => this.#engine.workspace.absolute(path));
  }

  async plan(kind: string, params: unknown): Promise<JobPlan> {
    const definition = this.#definition(kind);
    const checked = checkParams(definition, params);
    const { output, runId, free } = this.#reserve(definition, checked);
    try {
      return await definition.plan(this.#engine, checked, { ...placeFor(runId, output), outputId: output.id });
    } finally {
      free();
    }
  }

  async start(kind: string, params: unknown): Promise<StartedJob> {
    const definition = this.#definition(kind);
    const checked = checkParams(definition, params);
    const { output, runId, free } = this.#reserve(definition, checked);
    try {
      const place = placeFor(runId, output);
      const plan = await definition.plan(this.#engine, checked, { ...place, outputId: output.id });
      const run = await this.#freeze({ ...place, kind, params: checked as Record<string, unknown>, outputId: output.id, plan: plan as FrozenRun['plan'] });
      this.#engine.catalog.jobs.insert(newJob(run, this.#engine.now()));
      return this.#launch(definition, run, free);
    } catch (thrown) {
      free();
      throw thrown;
    }
  }

  async resume(id: string): Promise<StartedJob> {
    const { catalog, workspace, now } = this.#engine;
    this.#record(id);
    const job = catalog.jobs.get(id);
    if (this.#active.has(id) || !RESUMABLE.includes(job.state)) throw appError('JOB_NOT_RESUMABLE', { id, state: job.state });
    const run = thawRun(workspace, id);
    if (this.#isOverwritten(job, run)) throw appError('JOB_NOT_RESUMABLE', { id, state: 'overwritten by a later job' });
    const definition = this.#definition(job.kind);
    catalog.jobs.update(id, { state: 'running', startedAt: job.startedAt ?? now().toISOString(), endedAt: null, error: null, failedUnits: [] });
    this.#runIds.add(id);
    if (run.outputFolder !== '') this.#folders.add(run.outputFolder);
    await Promise.resolve();
    return this.#launch(definition, run, () => this.#free(id, run.outputFolder));
  }

  async cancel(id: string): Promise<Job> {
    const { jobs } = this.#engine.catalog;
    const active = this.#active.get(id);
    if (active) {
      active.controller.abort();
      return active.finished;
    }
    this.#record(id);
    const job = jobs.get(id);
    if (job.state !== 'done' && job.state !== 'partial') jobs.setState(id, 'cancelled');
    return jobs.get(id);
  }

  async replay(runId: string, options: ReplayOptions = {}): Promise<ReplayResult> {
    const document = readRun(this.#engine.workspace, runId);
    return replayRun(this.#engine, this.#definition(document.kind), document, this.#digester, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const active = [...this.#active.values()];
    for (const { controller } of active) controller.abort(CLOSING);
    await Promise.all(active.map((one) => one.finished));
  }

  #definition(kind: string): JobDefinition {
    const definition = this.#definitions.get(kind);
    if (!definition) throw appError('INVALID_INPUT', { call: 'jobs.start', field: 'kind', problem: `there is no job “${kind}”; there are ${[...this.#definitions.keys()].join(', ')}` });
    return definition;
  }

  /** Finds a free id for the run and a free output, and holds both until `free` is called. */
  #reserve(definition: JobDefinition, params: unknown): { readonly output: JobOutput; readonly runId: string; readonly free: () => void } {
    const { catalog, workspace, now } = this.#engine;
    const output = reserveOutput(this.#engine, definition, params, {
      isThere: (folder) => this.#folders.has(folder) || existsSync(workspace.absolute(folder)),
      isWritten: (folder) => this.#folders.has(folder),
      isForeign: (folder) => hasFile(workspace.absolute(folder)) && !catalog.jobs.list().some(({ id }) => outputFolderOf(workspace, id) === folder),
    });
    const base = `${definition.kind}-${now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
    let runId = catalog.jobs.freeId(base);
    for (let number = 2; this.#runIds.has(runId); number += 1) runId = catalog.jobs.freeId(`${base}-${number}`);
    this.#runIds.add(runId);
    if (output.folder !== '') this.#folders.add(output.folder);
    return { output, runId, free: () => this.#free(runId, output.folder) };
  }

  #free(runId: string, folder: string): void {
    this.#runIds.delete(runId);
    this.#folders.delete(folder);
  }

  async #freeze(run: FrozenRun): Promise<FrozenRun> {
    try {
      return await freezeRun(this.#engine.workspace, run);
    } catch (thrown) {
      throw readOnly(toAppError(thrown), this.#engine.workspace, run);
    }
  }

  /** True when a later job wrote into the folder of this one, so that what is finished there is no longer its own. */
  #isOverwritten(job: Job, run: FrozenRun): boolean {
    const { catalog, workspace } = this.#engine;
    if (run.outputFolder === '') return false;
    const newestFirst = catalog.jobs.list();
    const later = newestFirst.slice(0, newestFirst.findIndex((one) => one.id === job.id));
    return later.some(({ id }) => outputFolderOf(workspace, id) === run.outputFolder);
  }

  #launch(definition: JobDefinition, run: FrozenRun, free: () => void): StartedJob {
    const controller = new AbortController();
    const job = this.#engine.catalog.jobs.get(run.runId);
    const finished = this.#do(definition, run, job, controller).finally(() => {
      this.#active.delete(run.runId);
      free();
    });
    this.#active.set(run.runId, { controller, finished });
    return { job, finished };
  }

  async #do(definition: JobDefinition, run: FrozenRun, job: Job, controller: AbortController): Promise<Job> {
    const engine = this.#engine;
    const { jobs } = engine.catalog;
    const { signal } = controller;
    const log = new RunLog(runFile(engine.workspace, run.runId, 'log.ndjson'), engine.now);
    try {
      using _ballast = holdSpace(runFile(engine.workspace, run.runId, 'ballast'));
      log.write('Job:Started', { process: process.pid });
      const made = await perform({
        engine, definition, run, job, signal, digester: this.#digester,
        store: { units: () => jobs.units(run.runId), put: (unit) => jobs.putUnit(run.runId, unit) },
        emit: (progress) => noteProgress(() => jobs.setProgress(run.runId, progress)),
      });
      const ended = await registerRun({ engine, run, job, made, log, signal });
      log.write('Job:Ended', { state: ended.state });
      return ended;
    } catch (thrown) {
      const ended = this.#fail(job, log, signal, readOnly(toAppError(thrown), engine.workspace, run));
      // What was finished is kept for a resume, but a name that nothing bears should be free. A cancelled job keeps its own.
      if (ended.state === 'failed') for (const folder of [run.outputFolder, run.workFolder]) if (folder !== '') removeIfEmpty(engine.workspace.absolute(folder));
      return ended;
    }
  }

  /** Catches up on an end that the catalog had no room for. */
  #record(id: string): void {
    const change = this.#unrecorded.get(id);
    if (!change) return;
    this.#engine.catalog.jobs.update(id, change);
    this.#unrecorded.delete(id);
  }

  /** Tells the end of a job that did not come to its end. Everything finished is kept. */
  #fail(job: Job, log: RunLog, signal: AbortSignal, error: AppError): Job {
    const { catalog, now } = this.#engine;
    const { code, message, action, params } = error;
    const state: JobState = signal.aborted ? (signal.reason === CLOSING ? 'interrupted' : 'cancelled') : 'failed';
    const change: Partial<Job> = { state, endedAt: now().toISOString(), error: state === 'failed' ? { code, message, action, params: { ...params } } : null };
    try {
      const failedUnits = catalog.jobs.units(job.id).flatMap(({ key, error: cause }) => (cause ? [{ key, ...cause }] : []));
      catalog.jobs.update(job.id, { ...change, failedUnits });
      log.write('Job:Ended', { state, code, message, stack: code === 'INTERNAL' ? inspect(error) : null });
      return catalog.jobs.get(job.id);
    } catch (thrown) {
      // The disk that stopped the job may leave no room to say so: the catalog then still says `running`, until there is
      // room again or the next start finds the job interrupted. The caller is told what happened either way.
      this.#unrecorded.set(job.id, change);
      const second = toAppError(thrown);
      return { ...job, ...change, error: { code, message: second.code === code ? message : `${message} (${second.message})`, action, params: { ...params } } };
    }
  }
}

function checkParams(definition: JobDefinition, params: unknown): unknown {
  const checked = definition.params.safeParse(params);
  if (checked.success) return checked.data;
  throw appError('INVALID_INPUT', { call: definition.kind, ...fieldProblem(checked.error) });
}

function placeFor(runId: string, output: JobOutput): { readonly runId: string; readonly outputFolder: string; readonly workFolder: string } {
  return { runId, outputFolder: output.folder, workFolder: `runs/${runId}/work` };
}

function newJob(run: FrozenRun, now: Date): Job {
  const at = now.toISOString();
  return {
    id: run.runId, kind: run.kind, title: run.plan.title, state: 'running', params: run.params, estimate: run.plan.estimate,
    progress: null, createdAt: at, startedAt: at, endedAt: null, result: null, error: null, failedUnits: [],
  };
}
