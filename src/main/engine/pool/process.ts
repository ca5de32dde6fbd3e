import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { workerEnvironment, workerFlags } from './environment.ts';
import { highestResidentMB } from './memory.ts';
import { MEMORY_ARGUMENT } from './serve.ts';
import { type FromWorker, fromWorkerSchema, type ToWorker } from './wire.ts';

/** How much of a worker's standard error is kept for the message about its end. */
const TAIL_CHARACTERS = 4096;

/** How a worker process ended. */
export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to standard error. */
  readonly tail: string;
}

/** What a worker process says: one of the messages, or null for something that is none. */
export type Listener = (message: FromWorker | null) => void;

export interface WorkerProcessOptions {
  /** Absolute path of the entry file. */
  readonly entry: string;
  readonly memoryMB: number;
  /** A piece of text that the process wrote to standard output or error. */
  readonly onText: (text: string) => void;
}

/** One worker process: plain Node on an entry file, with its own environment and without standard input. */
export class WorkerProcess {
  readonly pid: number | null;
  /** Resolves when its tasks are loaded, with the seconds of silence by task where they are not the usual; stays open when it ends before. */
  readonly ready: Promise<Readonly<Record<string, number>>>;
  /** Resolves when the process is gone and all it wrote was read. */
  readonly ended: Promise<WorkerEnd>;
  readonly #child: ChildProcess;
  #listener: Listener = () => undefined;
  #tail = '';
  #alive = true;

  constructor(options: WorkerProcessOptions) {
    this.#child = fork(options.entry, [`${MEMORY_ARGUMENT}${options.memoryMB}`], {
      execPath: process.execPath,
      execArgv: workerFlags(options.memoryMB),
      env: workerEnvironment(options.memoryMB, process.env),
      // A path that was not made absolute must not be found by luck, and no folder of the user's is kept busy.
      cwd: tmpdir(),
      serialization: 'json',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.pid = this.#child.pid ?? null;
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#hear(text, options));
    }
    let tellReady: (silences: Record<string, number>) => void = () => undefined;
    this.ready = new Promise((resolve) => { tellReady = resolve; });
    this.#child.on('message', (raw) => {
      const message = fromWorkerSchema.safeParse(raw);
      if (message.success && message.data.type === 'ready') tellReady(message.data.silenceSeconds);
      else this.#listener(message.success ? message.data : null);
    });
    this.ended = this.#end();
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Who hears its messages from now on. */
  listen(listener: Listener): void {
    this.#listener = listener;
  }

  send(message: ToWorker): void {
    // A failing send means that the process is ending, which `ended` tells.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Ends it at once, in whatever it is doing. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Highest resident memory since its start in MB; null where it cannot be measured from outside. */
  highestMB(): number | null {
    return this.pid === null ? null : highestResidentMB(this.pid);
  }

  /** While it rests, it does not keep the engine's process from ending. */
  rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    for (const stream of [this.#child.stdout, this.#child.stderr]) (stream as Socket | null)?.unref();
  }

  /** Opposite of {@link rest}. */
  wake(): void {
    this.#child.ref();
    this.#child.channel?.ref();
    for (const stream of [this.#child.stdout, this.#child.stderr]) (stream as Socket | null)?.ref();
  }

  #hear(text: string, options: WorkerProcessOptions): void {
    this.#tail = (this.#tail + text).slice(-TAIL_CHARACTERS);
    options.onText(text);
  }

  #end(): Promise<WorkerEnd> {
    return new Promise((resolve) => {
      const end = (code: number | null, signal: string | null) => {
        this.#alive = false;
        resolve({ code, signal, tail: this.#tail });
      };
      this.#child.once('exit', () => { this.#alive = false; });
      this.#child.once('close', end);
      // It could not be started at all (no such program, no more processes): “close” does not come then.
      this.#child.once('error', (error) => {
        if (this.pid !== null) return;
        this.#tail += error.message;
        end(null, null);
      });
    });
  }
}
