import { z } from 'zod';

/** How a forest is grown. Defaults are scikit-learn's, but for the depth. */
export const forestOptionsSchema = z.object({
  trees: z.int().min(1).max(2000).default(100),
  /** Questions on the longest path. */
  maxDepth: z.int().min(1).max(64).default(16),
  /** Distinct training rows that a leaf must hold. */
  minLeaf: z.int().min(1).default(1),
  /** Columns tried per node: the square root of all of them, or a number. */
  featuresPerNode: z.union([z.literal('sqrt'), z.int().min(1)]).default('sqrt'),
  /** `balanced`: each class weighs the same in sum; `none`: each row does. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Decides every random choice: the same seed on the same samples gives the same model. */
  seed: z.int().min(0).max(4_294_967_295).default(42),
});
export type ForestOptions = z.infer<typeof forestOptionsSchema>;

/** Parameters of the job `train`. */
export const trainParamsSchema = z.object({
  /** Sample set to learn from: its rows of split `train`; those of `test` make the report. */
  samples: z.string(),
  family: z.literal('forest').default('forest'),
  /** A named set of features or a list of feature ids. */
  features: z.union([z.string(), z.array(z.string()).min(1)]).default('default'),
  ...forestOptionsSchema.shape,
  /** Id of the model; made from the sample set's where it is left out. */
  id: z.string().min(1).nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type TrainParams = z.infer<typeof trainParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type TrainRequest = z.input<typeof trainParamsSchema>;
