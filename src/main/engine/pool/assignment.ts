import { AppError, appError } from '../../../shared/errors/app-error.ts';
import { isErrorCode } from '../../../shared/errors/texts.ts';
import type { RunOptions } from './rpc.ts';
import type { WorkerEnd, WorkerProcess } from './process.ts';
import { type FromWorker, MEMORY_MARK } from './wire.ts';

/** A worker that was asked to stop is killed after this time: a GDAL or ONNX call cannot be interrupted from inside. */
const CANCEL_GRACE_MS = 500;
/** Time for a worker to load its tasks. */
const START_SECONDS = 120;
/** Seconds of silence after which a worker counts as hung, where the task says nothing else. */
const SILENCE_SECONDS = 600;
const MEMORY_PERIOD_MS = 200;
/** How much of a worker's last words a message to the user carries. */
const DETAIL_CHARACTERS = 300;

export interface Request {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export interface Limits {
  readonly memoryMB: number;
  /** Stack of an error that the task did not expect; for the log. */
  readonly onStack: (stack: string) => void;
  /** Highest resident memory of the worker seen so far, in MB. */
  readonly onMemory: (mb: number) => void;
}

/** What a finished task gave, and the worker's resident memory after it in MB. */
export interface Answer {
  readonly output: unknown;
  readonly memoryMB: number;
}

/**
 * Has a worker do one task and watches over it: memory, silence, cancelling, death, nonsense. Settles when the worker
 * has answered or is gone, so that nothing is written any more once the promise is settled.
 * @throws AppError the task's own, or WORKER_CRASHED, WORKER_HUNG, WORKER_MEMORY, CANCELLED
 */
export function assign(worker: WorkerProcess, request: Request, limits: Limits, options: RunOptions): Promise<Answer> {
  return new Assignment(worker, request, limits, options).answer;
}

class Assignment {
  readonly answer: Promise<Answer>;
  readonly #worker: WorkerProcess;
  readonly #request: Request;
  readonly #limits: Limits;
  readonly #options: RunOptions;
  #resolve: (answer: Answer) => void = () => undefined;
  #reject: (error: AppError) => void = () => undefined;
  /** Why the worker was asked to stop or killed; decides the error whatever the worker says afterwards. */
  #verdict: AppError | null = null;
  #started = false;
  #silenceSeconds = SILENCE_SECONDS;
  #over = false;
  #fraction = 0;
  #silence: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;
  #memory: NodeJS.Timeout | undefined;

  constructor(worker: WorkerProcess, request: Request, limits: Limits, options: RunOptions) {
    this.#worker = worker;
    this.#request = request;
    this.#limits = limits;
    this.#options = options;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    options.signal?.addEventListener('abort', this.#onAbort);
    this.#expectLife(START_SECONDS);
    this.#memory = setInterval(() => this.#measure(), MEMORY_PERIOD_MS);
    worker.listen((message) => this.#hear(message));
    void worker.ready.then((silences) => this.#begin(silences[request.name] ?? SILENCE_SECONDS));
    void worker.ended.then((end) => this.#fail(this.#verdict ?? this.#obituary(end)));
  }

  #begin(silenceSeconds: number): void {
    if (this.#over) return;
    this.#started = true;
    this.#silenceSeconds = silenceSeconds;
    this.#expectLife(silenceSeconds);
    this.#worker.send({ type: 'request', id: this.#request.id, name: this.#request.name, input: this.#request.input });
  }

  #hear(message: FromWorker | null): void {
    if (this.#over) return;
    if (message === null || message.type === 'ready' || message.id !== this.#request.id) {
      this.#condemn(appError('WORKER_CRASHED', { task: this.#request.name, detail: 'it answered something that was not asked' }));
      return;
    }
    this.#expectLife(this.#silenceSeconds);
    if (message.type === 'event') this.#progress(message.fraction);
    else if (message.type === 'note') this.#options.onNote?.(message.event, message.facts);
    else this.#end(message);
  }

  #end(message: Extract<FromWorker, { type: 'result' | 'error' }>): void {
    this.#limits.onMemory(this.#worker.highestMB() ?? message.memoryMB);
    if (this.#verdict) this.#fail(this.#verdict);
    else if (message.type === 'result') this.#succeed({ output: message.output, memoryMB: message.memoryMB });
    else this.#fail(this.#told(message));
  }

  #progress(fraction: number): void {
    if (this.#verdict || fraction <= this.#fraction) return;
    this.#fraction = fraction;
    this.#options.onProgress?.(fraction);
  }

  /** The error that a task told; a code that does not exist makes it an internal one. */
  #told(message: Extract<FromWorker, { type: 'error' }>): AppError {
    if (message.stack) this.#limits.onStack(message.stack);
    const { code, params } = message.error;
    return isErrorCode(code) ? new AppError(code, params) : appError('INTERNAL', { detail: message.error.message });
  }

  #onAbort = (): void => {
    this.#verdict ??= appError('CANCELLED');
    // A worker that is still loading has nothing to stop: it stays for the next task.
    if (!this.#started) return this.#fail(this.#verdict);
    this.#worker.send({ type: 'cancel', id: this.#request.id });
    this.#grace = setTimeout(() => this.#worker.kill(), CANCEL_GRACE_MS);
  };

  #measure(): void {
    const highest = this.#worker.highestMB();
    if (highest === null) return;
    this.#limits.onMemory(highest);
    if (highest > this.#limits.memoryMB) this.#condemn(this.#tooMuch());
  }

  #tooMuch(): AppError {
    return appError('WORKER_MEMORY', { budget: this.#limits.memoryMB, task: this.#request.name });
  }

  #expectLife(seconds: number): void {
    clearTimeout(this.#silence);
    const error = appError('WORKER_HUNG', { seconds, task: this.#request.name });
    this.#silence = setTimeout(() => this.#condemn(error), seconds * 1000);
  }

  #condemn(error: AppError): void {
    this.#verdict ??= error;
    this.#worker.kill();
  }

  #obituary(end: WorkerEnd): AppError {
    if (end.tail.includes(MEMORY_MARK) || end.tail.includes('JavaScript heap out of memory')) return this.#tooMuch();
    const how = end.signal ? `signal ${end.signal}` : end.code === null ? 'it could not be started' : `exit status ${end.code}`;
    const words = lastWords(end.tail);
    return appError('WORKER_CRASHED', { task: this.#request.name, detail: words ? `${how}: ${words}` : how });
  }

  #succeed(answer: Answer): void {
    this.#finish();
    this.#resolve(answer);
  }

  #fail(error: AppError): void {
    this.#finish();
    this.#reject(error);
  }

  #finish(): void {
    this.#over = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    clearTimeout(this.#silence);
    clearTimeout(this.#grace);
    clearInterval(this.#memory);
  }
}

/** The line of a crash report that says what happened: the first that names an error, else the last one. */
function lastWords(tail: string): string {
  const lines = tail.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('Node.js v'));
  const told = lines.find((line) => /^[A-Za-z]*Error\b|^FATAL|^terminate called/.test(line)) ?? lines.at(-1) ?? '';
  return told.slice(0, DETAIL_CHARACTERS);
}
