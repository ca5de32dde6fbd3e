import { z } from 'zod';
import { defineCall } from './call.ts';

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
};
