import { z } from 'zod';
import { splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import { localCurveSchema, localTrialSchema } from '../../../shared/reports/local-curve.ts';
import { rowConditionSchema } from '../../../shared/reports/where.ts';
import { inputSourceSchema } from '../models/inputs/input.ts';
import { trainingSchema } from '../models/training.rpc.ts';
import { defineTask } from '../pool/rpc.ts';

/** Samples of one side of the curve, with what makes their numbers. Paths are absolute. */
const curveSideSchema = z.object({
  path: z.string(),
  crs: z.string(),
  source: inputSourceSchema,
  window: z.object({ first: z.int(), count: z.int() }),
  where: z.array(rowConditionSchema),
});

/** One draw of the blocks: trains with 0, 500, … local samples and tests each model on the same held-back blocks. @throws SAMPLES_NONE, SPLIT_IMPOSSIBLE, CLASSES_TOO_FEW */
export const localTrialTask = defineTask({
  name: 'reports.local-trial',
  input: z.object({
    foreign: curveSideSchema,
    local: curveSideSchema,
    training: trainingSchema.pick({ classes: true, family: true, validation: true, validationShare: true, options: true, balance: true, sampleWeights: true }),
    parts: z.int().min(1),
    steps: z.array(z.int()),
    split: splitSpecSchema,
    seed: z.int(),
    scratch: z.string(),
    target: z.string(),
    /** Where the prediction of every test sample goes: CSV lines without a header, a column for each of `steps`. */
    predictions: z.string(),
  }),
  /** `localRows`: those that the conditions leave and that can be used. */
  output: z.object({ file: z.string(), trial: localTrialSchema, localRows: z.int() }),
  silenceSeconds: 3600,
});
export type LocalTrialInput = z.infer<typeof localTrialTask.input>;

/** Puts the draws together and writes `curve.json`, `curve.csv` and `predictions.csv`. */
export const localCurveTask = defineTask({
  name: 'reports.local-curve',
  input: z.object({
    trials: z.array(z.object({ target: z.string(), predictions: z.string() })),
    steps: z.array(z.int()),
    folder: z.string(),
    about: localCurveSchema.omit({ version: true, kind: true, trials: true, steps: true, fit: true, gain: true, verdict: true }),
  }),
  output: z.object({ files: z.array(z.string()), document: localCurveSchema }),
});
