import { z } from 'zod';
import { forestOptionsSchema } from '../../../../shared/contract/jobs/train.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { classSchemeSchema } from '../../../../shared/raster/class-scheme.ts';
import { modelCardSchema } from '../../../../shared/records/learning.ts';
import { defineTask } from '../../pool/rpc.ts';

/** What every part of a forest must agree on. */
const trainingSchema = z.object({
  /** Absolute path of the sample table. */
  samples: z.string(),
  /** Ids of the feature columns in order. */
  features: z.array(z.string()),
  /** Class codes in the order of the probabilities. */
  classes: z.array(z.string()),
  options: forestOptionsSchema,
});

/** Grows some trees of a forest into a scratch file. */
export const growTreesTask = defineTask({
  name: 'models.growTrees',
  input: z.object({ training: trainingSchema, first: z.int().min(0), count: z.int().min(1), part: z.string() }),
  /** `part` is the file that it wrote. */
  output: z.object({ nodes: z.int(), part: z.string() }),
});

/** Joins the parts of a forest, writes it as ONNX with card and report, and proves it equal to what was grown. */
export const finishForestTask = defineTask({
  name: 'models.finishForest',
  input: z.object({
    training: trainingSchema,
    parts: z.array(z.string()),
    /** Absolute folder of the model. */
    folder: z.string(),
    name: z.string(),
    bands: z.array(bandQuantitySchema),
    periodDates: z.array(z.object({ start: z.string(), end: z.string() })),
    scheme: classSchemeSchema,
    /** How the rows were split, in words. */
    split: z.string(),
    provenance: z.record(z.string(), z.unknown()),
  }),
  /** `files` are the files that it wrote. */
  output: z.object({ card: modelCardSchema, files: z.array(z.string()) }),
});
export type FinishForestInput = z.infer<typeof finishForestTask.input>;
