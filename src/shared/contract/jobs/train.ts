import { z } from 'zod';
import { augmentationSchema } from '../embeddings.ts';
import { optionValueSchema } from '../../families/option-form.ts';
import { splitSpecSchema } from '../sample-split.ts';
import { newIdSchema } from '../../records/record-id.ts';

/** What a classifier is given of a sample: columns worked out from its series, numbers of an encoder for all of it or per timestep, or the series itself. */
export const TRAINING_INPUTS = ['features', 'embeddings', 'time-embeddings', 'series'] as const;
export type TrainingInput = (typeof TRAINING_INPUTS)[number];

/** The kind of classifier that is trained where none is named. */
export const DEFAULT_FAMILY = 'forest';

/** How classes weigh against each other (`models/balance.ts`). */
export const BALANCE_METHODS = ['none', 'balanced', 'log', 'effective'] as const;
export type BalanceMethod = (typeof BALANCE_METHODS)[number];

/** A search over a family's options: every combination, or so many that the seed draws. */
export const searchSchema = z.object({
  method: z.enum(['random', 'grid']).default('random'),
  /** Most combinations that are tried, the options given among them. */
  trials: z.int().min(2).max(200).default(12),
  /** Values by option; those that the family proposes where it is left out. */
  values: z.record(z.string(), z.array(optionValueSchema).min(1)).nullable().default(null),
});
export type SearchRequest = z.infer<typeof searchSchema>;

/** Parameters of the job `train`. */
export const trainParamsSchema = z.strictObject({
  /** Sample set to learn from: its rows of split `train`; those of `test` make the report. */
  samples: z.string(),
  /** How the samples are parted into training and test; by default as the sample set has it. */
  split: splitSpecSchema.default({ by: 'column' }),
  /** Kind of classifier; the call `models.families` lists them with their options. */
  family: z.string().default(DEFAULT_FAMILY),
  /** Options of the family; what is left out has the family's defaults. */
  options: z.record(z.string(), optionValueSchema).default({}),
  /** What the classifier is given; by default the first that the family takes. */
  input: z.enum(TRAINING_INPUTS).nullable().default(null),
  /** For the input `features`: a named set of features or a list of feature ids. */
  features: z.union([z.string(), z.array(z.string()).min(1)]).default('default'),
  /** For the inputs `embeddings` and `time-embeddings`: id of the encoder; with it, embeddings are the default of families that take them. */
  encoder: z.string().nullable().default(null),
  /** For embeddings: changed copies of the training samples, drawn from `seed`; null for the samples as they are. */
  augment: augmentationSchema.nullable().default(null),
  /** For embeddings: bands to treat as missing. */
  without: z.array(z.string()).default([]),
  /** `none`: each row weighs the same; `balanced`: each class does, in sum; `log` and `effective` lie between. */
  balance: z.enum(BALANCE_METHODS).default('none'),
  /** Whether the weights of the samples count. */
  sampleWeights: z.enum(['use', 'ignore']).default('use'),
  /** Share of the training rows that a family which stops early looks at instead of learning from them; whole groups. */
  validationShare: z.number().min(0).max(0.5).default(0.15),
  /** Folds of a cross-validation within the training rows, groups kept together; null for none. */
  crossValidate: z.int().min(2).max(20).nullable().default(null),
  /** Tries several options by cross-validation (5 folds unless said otherwise) and trains with the best. */
  search: searchSchema.nullable().default(null),
  /** Shuffles per group of numbers for the importance of what the model is given, on some hundred test rows; 0 for none. */
  importanceRepeats: z.int().min(0).max(50).default(3),
  /** Decides every random choice: the same seed on the same samples gives the same model. */
  seed: z.int().min(0).max(4_294_967_295).default(42),
  /** Id of the model; made from the sample set's where it is left out. */
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type TrainParams = z.infer<typeof trainParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type TrainRequest = z.input<typeof trainParamsSchema>;
