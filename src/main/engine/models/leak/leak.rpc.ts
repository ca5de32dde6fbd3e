import { z } from 'zod';
import { leakDocumentSchema, leakTrialSchema } from '../../../../shared/hygiene/leak.ts';
import { splitSpecSchema } from '../../../../shared/contract/sample-split.ts';
import { defineTask } from '../../pool/rpc.ts';
import { trainingSchema } from '../training.rpc.ts';

/** Trains on one split of the samples and tests on its other side; keeps nothing. @throws SPLIT_IMPOSSIBLE, CLASS_TOO_SMALL */
export const leakTrialTask = defineTask({
  name: 'models.leak-trial',
  input: z.object({ training: trainingSchema, parts: z.int().min(1), seed: z.int(), scratch: z.string(), target: z.string() }),
  /** `file` is the file that it wrote. */
  output: z.object({ file: z.string(), trial: leakTrialSchema }),
  silenceSeconds: 3600,
});

/** Compares the trials of both splits and writes `leak.json`. */
export const leakReportTask = defineTask({
  name: 'models.leak-report',
  input: z.object({ samples: z.string(), family: z.string(), spec: splitSpecSchema, randomSplit: z.string(), split: z.string(), random: z.array(z.string()), blocked: z.array(z.string()), target: z.string() }),
  output: z.object({ file: z.string(), document: leakDocumentSchema }),
});
