import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Counts the samples per legend code of a WorldCereal extraction. @throws FILE_NOT_FOUND, COLUMN_MISSING, METADATA_INVALID */
export const countCodesTask = defineTask({
  name: 'schemes.count-codes',
  input: z.object({ path: z.string() }),
  output: z.object({ codes: z.array(z.object({ code: z.string(), count: z.int() })) }),
  silenceSeconds: 600,
});
