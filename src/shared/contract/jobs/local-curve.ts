import { z } from 'zod';
import { rowConditionSchema } from '../../reports/where.ts';
import { splitSpecSchema } from '../sample-split.ts';
import { trainParamsSchema } from './train.ts';
import { newIdSchema } from '../../records/record-id.ts';

const { without, ...training } = trainParamsSchema.pick({ family: true, options: true, input: true, features: true, encoder: true, without: true, balance: true, sampleWeights: true, validationShare: true, seed: true }).shape;

/** Parameters of the job `local-curve`: what 0, 500, 1000, … local samples add to foreign ones. */
export const localCurveParamsSchema = z.strictObject({
  ...training,
  /** Bands to leave out of both sets, whatever the input; those that only one of them has are left out in any case. */
  without,
  /** Samples of elsewhere; all of them are learnt from. */
  foreign: z.string(),
  foreignWhere: z.array(rowConditionSchema).default([]),
  /** Samples of the place to map: some blocks are held back for the test, the others are added. The same set may be given twice with other conditions. */
  local: z.string(),
  localWhere: z.array(rowConditionSchema).default([]),
  /** Local samples added, one model each. Steps that a draw has not enough samples for are left out. */
  steps: z.array(z.int().min(0)).min(1).max(50).default([0, 100, 200, 500, 1000, 2000]),
  /** Draws of the blocks and of the samples' order, with seeds one after the other from `seed`. */
  draws: z.int().min(1).max(100).default(5),
  /** How local samples are held back for the test. */
  split: splitSpecSchema.default({ by: 'blocks', sizeM: 10_000, testShare: 0.3, seed: 42 }),
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type LocalCurveParams = z.infer<typeof localCurveParamsSchema>;
