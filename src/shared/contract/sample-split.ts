import { z } from 'zod';

const seed = z.int().min(0).max(4_294_967_295).default(42);
const testShare = z.number().min(0.01).max(0.9).default(0.3);

/** What a sample may be held together by: an attribute of the sample table, its parcel, its `group`. */
export const SPLIT_ATTRIBUTES = ['region', 'year', 'parcel', 'country', 'dataset', 'observer', 'group'] as const;
export type SplitAttribute = (typeof SPLIT_ATTRIBUTES)[number];

/** Splits of a sample set into training and test, told apart by `by`. The same split on the same samples gives the same sides. */
export const splitSpecSchema = z.discriminatedUnion('by', [
  /** The sides that the sample set has: those it was drawn with, or its source's column `split`. */
  z.object({ by: z.literal('column') }),
  /** Squares of `sizeM` metres go to one side as a whole. */
  z.object({ by: z.literal('blocks'), sizeM: z.number().min(1).max(2_000_000).default(10_000), testShare, seed }),
  /** Samples that share a value go to one side; `test` names the values held out, else they are drawn. */
  z.object({ by: z.literal('attribute'), attribute: z.enum(SPLIT_ATTRIBUTES), test: z.array(z.string()).min(1).nullable().default(null), testShare, seed }),
  /** WorldCereal's spatial split (DOMAIN.md B8): bins of degrees, grouped by their commonest class. */
  z.object({
    by: z.literal('bins'),
    sizeDeg: z.number().min(0.001).max(45).default(0.25),
    testShare: testShare.default(0.15),
    validationShare: z.number().min(0).max(0.45).default(0.15),
    seed,
  }),
  /** Single samples drawn per class (DOMAIN.md B8's 70/15/15). Neighbours land on both sides: figures come out too good. */
  z.object({
    by: z.literal('stratified'),
    testShare: testShare.default(0.15),
    validationShare: z.number().min(0).max(0.45).default(0.15),
    minPerClass: z.int().min(1).default(10),
    seed,
  }),
]);
export type SplitSpec = z.infer<typeof splitSpecSchema>;
export type SplitKindName = SplitSpec['by'];
export type SplitOf<K extends SplitKindName> = Extract<SplitSpec, { by: K }>;

/** The side a sample falls on; null where the rule leaves it out. */
export const splitSideSchema = z.enum(['train', 'validation', 'test']).nullable();
export type SplitSide = z.infer<typeof splitSideSchema>;
