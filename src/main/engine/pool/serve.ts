import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import { fieldProblem } from '../../../shared/errors/field-problem.ts';
import type { GuardData } from './guard.ts';
import { ownResidentMB } from './memory.ts';
import type { TaskContext, TaskImplementation } from './rpc.ts';
import type { FromWorker, RequestMessage, ToWorker } from './wire.ts';

/** Progress is sent at most this often. */
const PROGRESS_PERIOD_MS = 100;

/** Argument of a worker process that gives its memory budget in MB. */
export const MEMORY_ARGUMENT = '--memory-mb=';

/**
 * Makes this process a worker: answers the engine's requests with the given tasks until the engine goes away.
 * The last line of a worker's entry file. Input and output of every task are checked against its declaration here.
 */
export function serveTasks(tasks: readonly TaskImplementation[]): void {
  const byName = new Map<string, TaskImplementation>();
  for (const task of tasks) {
    if (byName.has(task.spec.name)) throw new Error(`two tasks are called ${task.spec.name}`);
    byName.set(task.spec.name, task);
  }
  let running: { readonly id: number; readonly controller: AbortController } | null = null;
  process.on('message', (message: ToWorker) => {
    if (message.type === 'cancel') {
      if (running?.id === message.id) running.controller.abort();
      return;
    }
    const controller = new AbortController();
    running = { id: message.id, controller };
    void answer(byName.get(message.name), message, controller.signal).then((reply) => {
      running = null;
      send(reply);
    });
  });
  // Ctrl+C reaches the whole group of a terminal: the engine decides what becomes of its workers.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  startGuard();
  send({ type: 'ready', silenceSeconds: silences(tasks) });
}

function silences(tasks: readonly TaskImplementation[]): Record<string, number> {
  return Object.fromEntries(tasks.flatMap(({ spec }) => (spec.silenceSeconds ? [[spec.name, spec.silenceSeconds]] : [])));
}

async function answer(task: TaskImplementation | undefined, request: RequestMessage, signal: AbortSignal): Promise<FromWorker> {
  const { id } = request;
  try {
    if (!task) throw new Error(`no worker task is called “${request.name}”`);
    const input = checkInput(task, request.input);
    const note: TaskContext['note'] = (event, facts) => send({ type: 'note', id, event, facts });
    const output = await task.run(input, { signal, progress: progressSender(id), note });
    return { type: 'result', id, output: checkOutput(task, output), memoryMB: ownResidentMB() };
  } catch (thrown) {
    const error = toAppError(thrown);
    const stack = error.code === 'INTERNAL' ? inspect(thrown) : null;
    return { type: 'error', id, error: error.toJSON(), stack, memoryMB: ownResidentMB() };
  }
}

function checkInput(task: TaskImplementation, input: unknown): unknown {
  const checked = task.spec.input.safeParse(input);
  if (checked.success) return checked.data;
  throw appError('INVALID_INPUT', { call: task.spec.name, ...fieldProblem(checked.error) });
}

function checkOutput(task: TaskImplementation, output: unknown): unknown {
  const checked = task.spec.output.safeParse(output);
  if (checked.success) return checked.data;
  const { field, problem } = fieldProblem(checked.error);
  throw new Error(`task ${task.spec.name} gave a wrong output at “${field}”: ${problem}`);
}

function progressSender(id: number): (fraction: number) => void {
  let sentAt = Number.NEGATIVE_INFINITY;
  let highest = 0;
  return (fraction) => {
    if (!(fraction >= highest)) return;
    highest = Math.min(1, fraction);
    const now = performance.now();
    if (now - sentAt < PROGRESS_PERIOD_MS) return;
    sentAt = now;
    send({ type: 'event', id, fraction: highest });
  };
}

function send(message: FromWorker): void {
  // The engine may be gone already; `disconnect` ends this process then.
  if (process.connected) process.send?.(message);
}

function startGuard(): void {
  const argument = process.argv.find((one) => one.startsWith(MEMORY_ARGUMENT));
  const memoryMB = argument ? Number(argument.slice(MEMORY_ARGUMENT.length)) : Number.POSITIVE_INFINITY;
  const workerData: GuardData = { parentPid: process.ppid, memoryMB };
  const file = import.meta.url.endsWith('.ts') ? './guard.ts' : './guard.js';
  new Worker(new URL(file, import.meta.url), { workerData }).unref();
}
