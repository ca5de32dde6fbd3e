import { z } from 'zod';
import { RECORD_KINDS } from '../records/record-base.ts';
import { defineCall } from './call.ts';

/** Calls about the open workspace itself. */
export const workspaceContract = {
  'workspace.info': defineCall({
    kind: 'query',
    summary: 'What workspace is open, what it holds, and with which settings the engine runs.',
    input: z.object({}),
    output: z.object({
      folder: z.string(),
      title: z.string(),
      version: z.string(),
      counts: z.record(z.enum(RECORD_KINDS), z.int()),
      jobs: z.int(),
      settings: z.object({ workers: z.int(), workerMemoryMB: z.int(), windowPx: z.int() }),
    }),
    errors: [],
  }),
};
