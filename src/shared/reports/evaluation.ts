import { z } from 'zod';
import { metricsSchema } from '../records/learning.ts';
import { classSchemeSchema } from '../raster/class-scheme.ts';
import { assessmentSchema } from './assessment.ts';
import { rowConditionSchema } from './where.ts';
import { toldSchema } from '../messages/message.ts';

/** `evaluations/<id>/report.json` of the job `evaluate`. */
export const evaluationSchema = z.object({
  version: z.literal(1),
  kind: z.literal('evaluation'),
  id: z.string(),
  title: z.string(),
  simulated: z.boolean(),
  model: z.object({ id: z.string(), title: z.string(), sha256: z.string() }),
  samples: z.object({ id: z.string(), title: z.string() }),
  where: z.array(rowConditionSchema),
  /** The model's, for labels and colours. */
  scheme: classSchemeSchema,
  metrics: metricsSchema,
  assessment: assessmentSchema,
  /** Rows of the sample set that were not tested, by reason. */
  leftOut: z.object({
    /** Outside the conditions. */
    where: z.int(),
    /** The model learnt from them. */
    learnt: z.int(),
    /** Without any value, so that no map would have a class there. */
    empty: z.int(),
    /** Of classes that the model does not know, by code. */
    unknownClass: z.record(z.string(), z.int()),
  }),
  warnings: z.array(toldSchema),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
