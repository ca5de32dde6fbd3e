import { z } from 'zod';
import { defineCall } from './call.ts';

/** What a browser knows about a file or a folder that it was handed. */
export const droppedSchema = z.object({
  name: z.string().min(1).max(255),
  /** Bytes of a file; null for a folder. */
  bytes: z.number().nullable(),
  /** Time of the last change in ms since 1970; null for a folder, or where it is not known. */
  modified: z.number().nullable(),
});
export type Dropped = z.infer<typeof droppedSchema>;

/** Calls of the file chooser that the browser host has instead of the system's. */
export const filesContract = {
  'files.roots': defineCall({
    kind: 'query',
    summary: 'The folders that were opened to Furrow when it was started.',
    input: z.object({}),
    output: z.object({ roots: z.array(z.string()) }),
    errors: [],
  }),
  'files.list': defineCall({
    kind: 'query',
    summary: 'The entries of a folder inside the roots.',
    input: z.object({ folder: z.string() }),
    output: z.object({
      folder: z.string(),
      entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), bytes: z.number() })),
    }),
    errors: ['PATH_NOT_GRANTED', 'FILE_NOT_FOUND', 'FILE_NOT_ALLOWED'],
  }),
  'files.find': defineCall({
    kind: 'query',
    summary: 'Where files and folders that were dropped on a browser lie inside the roots. A browser tells what they are called, how long and how old they are, but not where; null for what is not found, or found more than once.',
    input: z.object({ files: z.array(droppedSchema).min(1).max(1000) }),
    output: z.object({ paths: z.array(z.string().nullable()) }),
    errors: [],
  }),
};
