import type { z } from 'zod';

/**
 * Declares a task that runs in a worker process. The declaration holds no native code, so the engine may import it;
 * the implementation (`<name>.task.ts`, made with {@link implementTask}) is imported by the worker entry only.
 * Messages carry plain JSON: never pixels, which stay in files.
 */
export interface TaskSpec<I = unknown, O = unknown> {
  /** `domain.verb`, unique. */
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  /** Seconds without an answer or progress after which the worker counts as hung. Default 600. */
  readonly silenceSeconds?: number;
}

/** What a running task may use besides its input. */
export interface TaskContext {
  /** Aborted when the caller cancelled; a task that has a loop looks at it between steps. It is killed after a grace time. */
  readonly signal: AbortSignal;
  /** Tells how far it is, 0…1. Also a sign of life. */
  progress(fraction: number): void;
  /** Writes a line into the log of the job that the task works for (`Subject:Happened`), as live curves do; absent where no one keeps a log. */
  readonly note?: (event: string, facts: NoteFacts) => void;
}

/** The facts of a line in a log: plain values by name. */
export type NoteFacts = Readonly<Record<string, string | number | null>>;

export interface TaskImplementation<I = unknown, O = unknown> {
  readonly spec: TaskSpec<I, O>;
  run(input: I, context: TaskContext): Promise<O>;
}

export function defineTask<I, O>(spec: TaskSpec<I, O>): TaskSpec<I, O> {
  return spec;
}

export function implementTask<I, O>(spec: TaskSpec<I, O>, run: (input: I, context: TaskContext) => Promise<O>): TaskImplementation<I, O> {
  return { spec, run };
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
  readonly onNote?: (event: string, facts: NoteFacts) => void;
}

/** Runs tasks in worker processes: at most `size` at once, the rest waits in order. */
export interface WorkerPool extends AsyncDisposable {
  readonly size: number;
  /**
   * Runs one task and gives its checked output.
   * @throws AppError the task's own, or WORKER_CRASHED, WORKER_HUNG, WORKER_MEMORY, CANCELLED
   */
  run<I, O>(spec: TaskSpec<I, O>, input: I, options?: RunOptions): Promise<O>;
  /** The same by name, for plans that were read back from a file. */
  runNamed(name: string, input: unknown, options?: RunOptions): Promise<unknown>;
  /** Highest resident memory of any worker so far, in MB. */
  readonly peakMemoryMB: number;
}
