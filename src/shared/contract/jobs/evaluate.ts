import { z } from 'zod';
import { rowConditionSchema } from '../../reports/where.ts';
import { newIdSchema } from '../../records/record-id.ts';

/** What a report can be parted by. */
export const REPORT_ATTRIBUTES = ['region', 'year', 'dataset', 'country'] as const;
export type ReportAttribute = (typeof REPORT_ATTRIBUTES)[number];

/** Parameters of the job `evaluate`: a model tested on a sample set, of another country or an unseen year. */
export const evaluateParamsSchema = z.strictObject({
  model: z.string(),
  /** Samples to test on; rows that the model learnt from are left out. */
  samples: z.string(),
  /** Only the samples for which all of these hold. */
  where: z.array(rowConditionSchema).default([]),
  /** What the report is parted by, as far as the samples say it. */
  by: z.array(z.enum(REPORT_ATTRIBUTES)).default([...REPORT_ATTRIBUTES]),
  /** Shuffles per group of numbers for the importance; 0 for none. */
  importanceRepeats: z.int().min(0).max(50).default(5),
  /** Test samples that the importance is worked out on at most, drawn from the seed. */
  importanceRows: z.int().min(50).max(100_000).default(2000),
  seed: z.int().min(0).max(4_294_967_295).default(42),
  /** Id of the report; made from the model's and the samples' where it is left out. */
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type EvaluateParams = z.infer<typeof evaluateParamsSchema>;
