import { z } from 'zod';
import { defineCall } from './call.ts';

/** Calls about finished crop maps. */
export const mapsContract = {
  'maps.export': defineCall({
    kind: 'command',
    summary: 'Copies a crop map with its styles, legend and STAC item to a folder that other programs open.',
    input: z.object({ id: z.string(), folder: z.string() }),
    output: z.object({ id: z.string(), paths: z.array(z.string()) }),
    errors: ['RECORD_NOT_FOUND', 'FILE_EXISTS', 'PATH_NOT_GRANTED', 'DISK_FULL', 'FILE_NOT_ALLOWED'],
  }),
};
