import { z } from 'zod';
import { fallbackRulesSchema } from '../../schemes/fallback.ts';
import { newIdSchema } from '../../records/record-id.ts';

/** Parameters of the job `classify`. */
export const classifyParamsSchema = z.object({
  model: z.string(),
  composite: z.string(),
  /** Cropland mask: pixels outside it are not classified and get the code 254. */
  cropland: z.string().nullable().default(null),
  /** Parcel set that the map is measured in: crop, runner-up, shares, confidence and agreement with the declaration per parcel. */
  parcels: z.string().nullable().default(null),
  /** Levels of the scheme whose classes give way to their parents below a probability; none by default. */
  fallback: fallbackRulesSchema,
  /** Side of a window in pixels; the engine's setting where it is left out. */
  windowPx: z.int().min(64).max(4096).nullable().default(null),
  /** Id of the map; made from composite and model where it is left out. */
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type ClassifyParams = z.infer<typeof classifyParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type ClassifyRequest = z.input<typeof classifyParamsSchema>;
