import { z } from 'zod';
import { sampleCheckSchema } from '../../../../shared/contract/samples.ts';
import { defineTask } from '../../pool/rpc.ts';

/** Looks a sample file over. @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING */
export const checkSamplesTask = defineTask({
  name: 'samples.check',
  input: z.object({ path: z.string(), crs: z.string() }),
  output: sampleCheckSchema,
});
