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
  'workspace.recent': defineCall({
    kind: 'query',
    summary: 'Workspaces that were open on this machine before and are still there, newest first.',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ folder: z.string(), title: z.string(), openedAt: z.string(), current: z.boolean() })) }),
    errors: [],
  }),
  'workspace.open': defineCall({
    kind: 'command',
    summary: 'Goes over to another workspace: one that was open before, or a folder that was picked. Tasks that run stop and can be resumed there. The window loads itself anew afterwards.',
    input: z.object({ folder: z.string().min(1) }),
    output: z.object({ folder: z.string() }),
    errors: ['PATH_NOT_GRANTED', 'WORKSPACE_NOT_FOUND', 'WORKSPACE_IN_USE', 'WORKSPACE_READ_ONLY', 'CATALOG_NEWER', 'CATALOG_DAMAGED'],
  }),
};
