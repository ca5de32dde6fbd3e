import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import { fieldProblem } from '../../../shared/errors/field-problem.ts';
import { type Answer, assign } from './assignment.ts';
import { WorkerProcess } from './process.ts';
import type { RunOptions, TaskSpec, WorkerPool } from './rpc.ts';

/** After n crashes in a row the next process waits 100 ms · 2ⁿ⁻¹, at most this. */
const LONGEST_BACK_OFF_MS = 5000;
/** A worker that holds more than this share of its budget after a task is replaced: the next task shall not pay for it. */
const RETIRE_SHARE = 0.8;

/** A line about the workers, for the log. */
export interface PoolLogEntry {
  readonly event: 'Worker:Started' | 'Worker:Ended' | 'Worker:Retired' | 'Worker:Output' | 'Task:Failed';
  readonly pid: number | null;
  readonly text: string;
}

export interface WorkerPoolOptions {
  /** Worker processes at most. */
  readonly size: number;
  /** Budget of each in MB; a worker that passes it is killed. */
  readonly memoryMB: number;
  /** Entry file of a worker; `workers/worker.ts` unless a test brings its own tasks. */
  readonly entry?: string;
  readonly onLog?: (entry: PoolLogEntry) => void;
}

/**
 * Makes the pool of raster workers: child processes of plain Node, started when the first task comes, kept warm, one
 * task each, the rest in a queue in order. A worker that crashes, hangs, passes its memory or ignores a cancel is killed
 * and replaced; only its own task fails. Idle workers do not keep the process from ending. Dispose it to end all at once.
 */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  return new ProcessPool(options);
}

interface Slot {
  worker: WorkerProcess | null;
  busy: boolean;
}

interface Waiting {
  readonly name: string;
  readonly input: unknown;
  readonly options: RunOptions;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
}

class ProcessPool implements WorkerPool {
  readonly size: number;
  readonly #memoryMB: number;
  readonly #entry: string;
  readonly #log: (entry: PoolLogEntry) => void;
  readonly #slots: readonly Slot[];
  readonly #queue: Waiting[] = [];
  readonly #closing = new AbortController();
  #peakMB = 0;
  #crashes = 0;
  #lastId = 0;

  constructor(options: WorkerPoolOptions) {
    this.size = options.size;
    this.#memoryMB = options.memoryMB;
    this.#entry = options.entry ?? defaultEntry();
    this.#log = options.onLog ?? (() => undefined);
    this.#slots = Array.from({ length: options.size }, () => ({ worker: null, busy: false }));
  }

  get peakMemoryMB(): number {
    return this.#peakMB;
  }

  async run<I, O>(spec: TaskSpec<I, O>, input: I, options: RunOptions = {}): Promise<O> {
    const output = await this.#enqueue(spec.name, input, options);
    const checked = spec.output.safeParse(output);
    if (checked.success) return checked.data;
    const { field, problem } = fieldProblem(checked.error);
    throw appError('INTERNAL', { detail: `task ${spec.name} answered something else than it declares at “${field}”: ${problem}` });
  }

  runNamed(name: string, input: unknown, options: RunOptions = {}): Promise<unknown> {
    return this.#enqueue(name, input, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    for (const waiting of this.#queue.splice(0)) waiting.reject(appError('CANCELLED'));
    const workers = this.#slots.flatMap((slot) => slot.worker ?? []);
    for (const worker of workers) {
      // A resting worker does not keep this process alive, but its end is waited for.
      worker.wake();
      worker.kill();
    }
    await Promise.all(workers.map((worker) => worker.ended));
  }

  #enqueue(name: string, input: unknown, options: RunOptions): Promise<unknown> {
    const { signal } = options;
    if (signal?.aborted || this.#closing.signal.aborted) return Promise.reject(appError('CANCELLED'));
    return new Promise((resolve, reject) => {
      const leave = () => {
        const place = this.#queue.indexOf(waiting);
        if (place < 0) return;
        this.#queue.splice(place, 1);
        reject(appError('CANCELLED'));
      };
      const unhook = () => signal?.removeEventListener('abort', leave);
      const waiting: Waiting = {
        name, input, options,
        resolve: (output) => { unhook(); resolve(output); },
        reject: (error) => { unhook(); reject(error); },
      };
      signal?.addEventListener('abort', leave);
      this.#queue.push(waiting);
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const free = this.#slots.filter((slot) => !slot.busy);
      const slot = free.find((one) => one.worker?.alive) ?? free[0];
      if (!slot) return;
      const waiting = this.#queue.shift();
      if (waiting) void this.#serve(slot, waiting);
    }
  }

  async #serve(slot: Slot, waiting: Waiting): Promise<void> {
    slot.busy = true;
    try {
      const { output } = await this.#do(slot, waiting);
      this.#crashes = 0;
      waiting.resolve(output);
    } catch (thrown) {
      const error = this.#closing.signal.aborted ? appError('CANCELLED') : toAppError(thrown);
      if (error.code === 'WORKER_CRASHED') this.#crashes += 1;
      else if (slot.worker?.alive) this.#crashes = 0;
      waiting.reject(error);
    } finally {
      slot.busy = false;
      this.#pump();
    }
  }

  async #do(slot: Slot, waiting: Waiting): Promise<Answer> {
    const worker = slot.worker?.alive ? slot.worker : await this.#start(slot, waiting.options.signal);
    worker.wake();
    this.#lastId += 1;
    const request = { id: this.#lastId, name: waiting.name, input: waiting.input };
    const limits = {
      memoryMB: this.#memoryMB,
      onStack: (stack: string) => this.#log({ event: 'Task:Failed', pid: worker.pid, text: `${waiting.name}: ${stack}` }),
      onMemory: (mb: number) => { this.#peakMB = Math.max(this.#peakMB, mb); },
    };
    try {
      const answer = await assign(worker, request, limits, waiting.options);
      if (answer.memoryMB > this.#memoryMB * RETIRE_SHARE) await this.#retire(worker, answer.memoryMB);
      return answer;
    } finally {
      worker.rest();
    }
  }

  async #start(slot: Slot, signal: AbortSignal | undefined): Promise<WorkerProcess> {
    if (this.#crashes > 0) {
      const ms = Math.min(LONGEST_BACK_OFF_MS, 100 * 2 ** (this.#crashes - 1));
      const either = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
      await delay(ms, undefined, { signal: either });
    }
    const worker: WorkerProcess = new WorkerProcess({
      entry: this.#entry,
      memoryMB: this.#memoryMB,
      onText: (text) => this.#log({ event: 'Worker:Output', pid: worker.pid, text: text.trimEnd() }),
    });
    slot.worker = worker;
    this.#log({ event: 'Worker:Started', pid: worker.pid, text: this.#entry });
    void worker.ended.then((end) => {
      this.#log({ event: 'Worker:Ended', pid: worker.pid, text: end.signal ?? `exit status ${end.code}` });
    });
    return worker;
  }

  /** Replaces a worker that answered but holds nearly all of its memory. */
  async #retire(worker: WorkerProcess, memoryMB: number): Promise<void> {
    this.#log({ event: 'Worker:Retired', pid: worker.pid, text: `it held ${Math.round(memoryMB)} MB after its task` });
    worker.kill();
    await worker.ended;
  }
}

/** Beside this file, as source or as built. */
function defaultEntry(): string {
  const file = import.meta.url.endsWith('.ts') ? '../workers/worker.ts' : '../workers/worker.js';
  return fileURLToPath(new URL(file, import.meta.url));
}
