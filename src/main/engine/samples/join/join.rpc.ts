import { z } from 'zod';
import { defineTask } from '../../pool/rpc.ts';

/** Joins sample tables and writes the whole, in `crs`. */
export const joinSamplesTask = defineTask({
  name: 'samples.join',
  input: z.object({
    parts: z.array(z.object({ id: z.string(), path: z.string(), crs: z.string(), sides: z.enum(['kept', 'train']) })),
    crs: z.string(),
    target: z.string(),
  }),
  output: z.object({ file: z.string(), rows: z.int(), bands: z.array(z.string()), byClass: z.record(z.string(), z.int()), bySplit: z.object({ train: z.int(), test: z.int() }), repeated: z.int() }),
});
