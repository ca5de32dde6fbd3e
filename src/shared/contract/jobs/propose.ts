import { z } from 'zod';
import { newIdSchema } from '../../records/record-id.ts';

/** How unsure a map is of a parcel: 1 less the lead of its likeliest class, or the entropy of all classes. */
export const UNCERTAINTY_MEASURES = ['margin', 'entropy'] as const;
export type UncertaintyMeasure = (typeof UNCERTAINTY_MEASURES)[number];

/** What becomes of parcels that are samples already. */
export const SAMPLED_FIELDS = ['leave-out', 'propose'] as const;
export type SampledFields = (typeof SAMPLED_FIELDS)[number];

/** Format of the parcel sets that the job makes: by it the window tells fields to visit from other parcels. */
export const PROPOSALS_FORMAT = 'proposals';

/** Parameters of the job `propose`: the parcels that are most worth a visit, out of what a map is unsure of. */
export const proposeParamsSchema = z.object({
  map: z.string(),
  parcels: z.string(),
  /** Parcels to propose. */
  count: z.int().min(1).max(5000).default(50),
  measure: z.enum(UNCERTAINTY_MEASURES).default('margin'),
  /** Weight of being unlike those chosen before, in probabilities and in place, against being unsure: 0 … 1. */
  diversity: z.number().min(0).max(1).default(0.5),
  /** Parcels smaller than this are not proposed: too few pixels are wholly theirs. */
  minAreaM2: z.number().min(0).default(2500),
  /** Parcels that hold a sample of the map's time: what grows there is known already. */
  sampled: z.enum(SAMPLED_FIELDS).default('leave-out'),
  /** Decides between parcels that are equally worth a visit. */
  seed: z.int().min(0).default(42),
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type ProposeParams = z.infer<typeof proposeParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type ProposeRequest = z.input<typeof proposeParamsSchema>;
