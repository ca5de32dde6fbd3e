import { z } from 'zod';

/** From the shell to the engine's process. The end of the channel ends the engine. */
export const shellMessage = z.discriminatedUnion('type', [
  /** The user picked or dropped this path: it may be read from now on, with all that lies in it. */
  z.object({ type: z.literal('grant'), path: z.string() }),
]);
export type ShellMessage = z.output<typeof shellMessage>;

/** From the engine's process to the shell: once what came of its start, then each workspace that the window went over to. */
export const engineMessage = z.discriminatedUnion('type', [
  /** The API answers HTTP on this Unix socket or named pipe. */
  z.object({ type: z.literal('ready'), socket: z.string() }),
  /** Another workspace is open now: an engine that is started again opens this one. */
  z.object({ type: z.literal('opened'), folder: z.string() }),
  /** The workspace cannot be opened; starting again would not help. */
  z.object({ type: z.literal('refused'), code: z.string(), message: z.string(), action: z.string() }),
]);
export type EngineMessage = z.output<typeof engineMessage>;
