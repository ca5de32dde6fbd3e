import { z } from 'zod';
import { BALANCE_METHODS } from '../../../shared/contract/jobs/train.ts';
import { splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import { optionValueSchema } from '../../../shared/families/option-form.ts';
import { toldSchema } from '../../../shared/messages/message.ts';
import { classSchemeSchema } from '../../../shared/raster/class-scheme.ts';
import { modelCardSchema } from '../../../shared/records/learning.ts';
import { defineTask } from '../pool/rpc.ts';
import { inputSourceSchema } from './inputs/input.ts';
import { trialScoreSchema } from './search/chosen.ts';

/** Training may be silent between two epochs of a large set. */
const SILENCE_SECONDS = 3600;

/** What every piece of a training must agree on. Paths are absolute. */
export const trainingSchema = z.object({
  /** The sample table. */
  samples: z.string(),
  /** Another split than the sample set's own, and the CRS of its coordinates. */
  resplit: z.object({ crs: z.string(), spec: splitSpecSchema }).exactOptional(),
  input: inputSourceSchema,
  /** Class codes in the order of the probabilities. */
  classes: z.array(z.string()),
  family: z.string(),
  /** Whether the family wants rows kept aside to stop early by. */
  validation: z.enum(['aside', 'none']),
  validationShare: z.number(),
  /** Options with all defaults filled in. */
  options: z.record(z.string(), optionValueSchema),
  /** File with the options that a search chose, which then count instead; null without a search. */
  chosen: z.string().nullable(),
  balance: z.enum(BALANCE_METHODS),
  sampleWeights: z.enum(['use', 'ignore']),
  seed: z.int(),
});
export type Training = z.infer<typeof trainingSchema>;

/** Trains one part of a classifier into a scratch file. */
export const trainPartTask = defineTask({
  name: 'models.trainPart',
  input: z.object({ training: trainingSchema, part: z.int().min(0), parts: z.int().min(1), target: z.string() }),
  /** `part` is the file that it wrote. */
  output: z.object({ part: z.string(), epochs: z.int() }),
  silenceSeconds: SILENCE_SECONDS,
});

/** Joins the parts, writes the classifier as ONNX with card and report, and proves it equal to what was trained. */
export const finishTrainingTask = defineTask({
  name: 'models.finishTraining',
  input: z.object({
    training: trainingSchema,
    parts: z.array(z.string()),
    /** Folder of the model. */
    folder: z.string(),
    name: z.string(),
    scheme: classSchemeSchema,
    /** Shuffles and rows of the importance; null for none. */
    importance: z.object({ repeats: z.int().min(1), mostRows: z.int().min(1) }).nullable().default(null),
    /** How the rows were split, in words. */
    split: z.string(),
    provenance: z.record(z.string(), z.unknown()),
  }),
  /** `files` are the files that it wrote; `search` what a cross-validation found, best first; `keptEpoch` the epoch or round of the curve that the model is of, null without a curve; `warnings` what was found about the rows and the test. */
  output: z.object({ card: modelCardSchema, files: z.array(z.string()), search: z.array(trialScoreSchema), keptEpoch: z.int().nullable().default(null), warnings: z.array(toldSchema) }),
  silenceSeconds: SILENCE_SECONDS,
});
export type FinishTrainingInput = z.infer<typeof finishTrainingTask.input>;
