import { z } from 'zod';
import { newIdSchema } from '../../records/record-id.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written YYYY-MM-DD');

/** Parameters of the job `embed`: one vector of numbers per sample or pixel, from a model of the task `embedding`. */
export const embedParamsSchema = z
  .object({
    model: z.string(),
    /** One of the two: a sample set, or a composite. */
    samples: z.string().nullable().default(null),
    composite: z.string().nullable().default(null),
    /** One embedding, one per timestep, or the cropland head's answer before or after the sigmoid. */
    output: z.enum(['embedding', 'steps', 'logit', 'probability']).default('embedding'),
    /** First and last day: only periods that lie in between. */
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    /** Bands to treat as missing; WorldCereal's own maps leave out B8A. */
    without: z.array(z.string()).default([]),
    /** Side of a window in pixels; by the size of the composite where it is left out. */
    windowPx: z.int().min(16).max(512).nullable().default(null),
    /** Name of the folder below `embeddings`; made from model and source where it is left out. */
    id: newIdSchema.nullable().default(null),
  })
  .refine(({ samples, composite }) => (samples === null) !== (composite === null), { path: ['samples'], message: 'a sample set or a composite is needed, and not both' });
export type EmbedParams = z.infer<typeof embedParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type EmbedRequest = z.input<typeof embedParamsSchema>;
