import { existsSync } from 'node:fs';
import { DEMO_STEPS, type DemoState, type DemoStepName } from '../../../shared/contract/demo.ts';
import type { SimulateParams } from '../../../shared/contract/jobs/simulate.ts';
import { toAppError } from '../../../shared/errors/app-error.ts';
import type { Job } from '../../../shared/job/job.ts';
import { findRecord } from '../catalog/handlers.ts';
import type { EngineContext } from '../context.ts';
import { importPaths } from '../ingest/import.ts';
import { type DemoDoors, type DemoResult, runDemo } from './pipeline.ts';

/** What the demo needs of the jobs of a workspace. */
export interface DemoJobs {
  start(kind: string, params: unknown): Promise<{ readonly job: Job; readonly finished: Promise<Job> }>;
  resume(id: string): Promise<{ readonly job: Job; readonly finished: Promise<Job> }>;
  cancel(id: string): Promise<Job>;
}

export interface DemoChoices {
  readonly landscape: { readonly [K in keyof SimulateParams]?: SimulateParams[K] | undefined };
  readonly trees?: number | undefined;
}

/** The demo of an open workspace: at most one runs. */
export interface Demo extends AsyncDisposable {
  readonly state: () => DemoState | null;
  /** Starts it, or gives the state of the one that runs. */
  readonly run: (choices: DemoChoices) => DemoState;
  /** Stops it and waits for its end. */
  readonly cancel: () => Promise<DemoState | null>;
}

/**
 * Runs the demo inside the engine, through the doors that a person goes through. A job with the same parameters that an
 * earlier run finished is taken as it is, one that it left unfinished is gone on with: so a demo that was cut short by
 * a cancel or a power cut ends where a whole one ends.
 */
export function createDemo(engine: EngineContext, jobs: DemoJobs): Demo {
  return new DemoRun(engine, jobs);
}

class DemoRun implements Demo {
  readonly #engine: EngineContext;
  readonly #jobs: DemoJobs;
  #state: DemoState | null = null;
  #controller = new AbortController();
  #finished: Promise<void> = Promise.resolve();

  constructor(engine: EngineContext, jobs: DemoJobs) {
    this.#engine = engine;
    this.#jobs = jobs;
  }

  state(): DemoState | null {
    return this.#state;
  }

  run(choices: DemoChoices): DemoState {
    if (this.#state?.state === 'running') return this.#state;
    this.#controller = new AbortController();
    const begun: DemoState = { state: 'running', steps: DEMO_STEPS.map((name) => ({ name, state: 'waiting', seconds: null, job: null })), error: null, result: null };
    this.#tell(begun);
    this.#finished = this.#do(choices);
    return begun;
  }

  async cancel(): Promise<DemoState | null> {
    this.#controller.abort();
    const job = this.#state?.steps.find(({ state }) => state === 'running')?.job ?? null;
    if (job !== null) await this.#jobs.cancel(job);
    await this.#finished;
    return this.#state;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#controller.abort();
    await this.#finished;
  }

  async #do({ landscape, trees }: DemoChoices): Promise<void> {
    const chosen = Object.fromEntries(Object.entries(landscape).filter(([, value]) => value !== undefined));
    try {
      const made = await runDemo(this.#doors(), {
        landscape: chosen,
        ...(trees === undefined ? {} : { trees }),
        onStep: ({ name, seconds }) => {
          this.#change(name, seconds === null ? { state: 'running' } : { state: 'done', seconds });
        },
      });
      if (this.#state) this.#tell({ ...this.#state, state: 'done', result: figuresOf(made) });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    if (!this.#state) return;
    const steps = this.#state.steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' as const } : step));
    const { code, message, action, params } = toAppError(thrown);
    const stopped = this.#controller.signal.aborted || code === 'CANCELLED';
    this.#tell({ ...this.#state, steps, state: stopped ? 'cancelled' : 'failed', error: stopped ? null : { code, message, action, params: { ...params } } });
  }

  #doors(): DemoDoors {
    const { signal } = this.#controller;
    return {
      runJob: async (kind, params) => {
        signal.throwIfAborted();
        const before = this.#before(kind, params);
        if (before?.state === 'done') return before;
        const { job, finished } = before ? await this.#jobs.resume(before.id) : await this.#jobs.start(kind, params);
        const name = this.#state?.steps.find(({ state }) => state === 'running')?.name;
        if (name) this.#change(name, { job: job.id });
        if (signal.aborted) await this.#jobs.cancel(job.id);
        return finished;
      },
      importPaths: (paths, options) => importPaths(this.#engine, paths, options, { signal }),
      absolute: (stored) => this.#engine.workspace.absolute(stored),
    };
  }

  /** The newest job that was started with these very parameters, if what it made is still there or it can be gone on with. */
  #before(kind: string, params: Readonly<Record<string, unknown>>): Job | null {
    const { catalog, workspace } = this.#engine;
    const isSame = (job: Job): boolean => job.kind === kind && Object.entries(params).every(([key, value]) => JSON.stringify(job.params[key]) === JSON.stringify(value));
    const found = catalog.jobs.list().find(isSame);
    if (!found || found.state === 'running' || found.state === 'planned') return null;
    if (found.state !== 'done') return existsSync(workspace.absolute(`runs/${found.id}/plan.json`)) ? found : null;
    const { id, folder } = found.result ?? {};
    const isThere = typeof id === 'string' ? findRecord(catalog, id) !== null : typeof folder === 'string' && existsSync(workspace.absolute(folder));
    return isThere ? found : null;
  }

  #change(name: DemoStepName, change: Partial<DemoState['steps'][number]>): void {
    if (!this.#state) return;
    this.#tell({ ...this.#state, steps: this.#state.steps.map((step) => (step.name === name ? { ...step, ...change } : step)) });
  }

  #tell(state: DemoState): void {
    this.#state = state;
    this.#engine.catalog.emit('demo.changed', { state: state.state });
  }
}

function figuresOf({ composite, samples, model, map, macroF1, overallAccuracy }: DemoResult): DemoState['result'] {
  return { composite, samples, model, map, macroF1, overallAccuracy };
}
