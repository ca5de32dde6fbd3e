import { z } from 'zod';
import { messageParamsSchema } from '../../../shared/messages/message.ts';

/**
 * The messages between the engine and a worker process; no others exist. All are JSON over the channel of
 * `child_process.fork`. A worker does one request at a time, so an id only guards against answers that come late.
 */

/** Engine → worker: do this task. */
export interface RequestMessage {
  readonly type: 'request';
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** Engine → worker: stop at the next place where you can; you are killed if you do not. */
export interface CancelMessage {
  readonly type: 'cancel';
  readonly id: number;
}

export type ToWorker = RequestMessage | CancelMessage;

const errorDocumentSchema = z.object({
  code: z.string(),
  message: z.string(),
  action: z.string(),
  params: messageParamsSchema,
});

/**
 * Worker → engine. `ready` comes once, when all tasks are loaded, and tells the tasks that may be silent for another time
 * than the usual one (seconds by name); `event` carries progress 0…1, `note` a line for the log; both are signs of life;
 * `result` and `error` end a request. `stack` goes to the log only. `memoryMB` is the resident memory after the task.
 */
export const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), silenceSeconds: z.record(z.string(), z.number().positive()) }),
  z.object({ type: z.literal('event'), id: z.int(), fraction: z.number().min(0).max(1) }),
  z.object({ type: z.literal('note'), id: z.int(), event: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
  z.object({ type: z.literal('result'), id: z.int(), output: z.unknown(), memoryMB: z.number() }),
  z.object({ type: z.literal('error'), id: z.int(), error: errorDocumentSchema, stack: z.string().nullable(), memoryMB: z.number() }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/** What the guard of a worker writes to standard error right before it ends its own process for passing the memory budget. */
export const MEMORY_MARK = 'furrow-worker: memory budget passed';
