import { z } from 'zod';
import { TRAINING_INPUTS } from '../../../shared/contract/jobs/train.ts';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { bandQuantitySchema } from '../../../shared/raster/quantity.ts';
import { embeddingCardSchema } from '../../../shared/records/learning.ts';
import { fallbackTreeSchema } from '../../../shared/schemes/fallback.ts';
import { defineTask } from '../pool/rpc.ts';

export const pixelWindowSchema = z.object({ column: z.int().min(0), row: z.int().min(0), width: z.int().positive(), height: z.int().positive() });

/** What all windows of a map share. Paths are absolute. */
export const mapRecipeSchema = z.object({
  model: z.string(),
  /** Ids of the feature columns, bands of the series and pixel values of the classes: from the model's card. */
  features: z.array(z.string()),
  /** Where the numbers that the model takes come from, the sizes of one pixel's, and the tensors they go through. */
  source: z.enum(TRAINING_INPUTS),
  inputShape: z.array(z.int()),
  tensors: z.object({ input: z.string(), probabilities: z.string() }),
  /** The model that makes those numbers; null where they are worked out from the series. */
  encoder: z.object({ model: z.string(), card: embeddingCardSchema }).nullable(),
  bands: z.array(bandQuantitySchema),
  values: z.array(z.int()),
  /** Absent in plans of an older Furrow. */
  fallback: fallbackTreeSchema.nullable().default(null),
  encoding: z.object({ dtype: z.enum(['uint8', 'uint16']), nodata: z.int(), outside: z.int() }),
  /** Files of the periods in order. */
  periods: z.array(z.object({ start: z.string(), end: z.string(), path: z.string() })),
  /** 1-based band of those files for each of `bands`. */
  bandIndexes: z.array(z.int()),
  /** Grid of the composite and the map. */
  grid: gridSchema,
  cropland: z.object({ path: z.string(), values: z.array(z.int()) }).nullable(),
});
export type MapRecipe = z.infer<typeof mapRecipeSchema>;

/** Key of that unit. */
export const CHECK = 'model';

/**
 * Loads what a map needs and checks it against the model's card, before any window is begun.
 * @throws (as a task) MODEL_UNUSABLE
 */
export const checkModelTask = defineTask({ name: 'classify.check-model', input: z.object({ recipe: mapRecipeSchema }), output: z.object({ runner: z.enum(['trees', 'network']) }) });

/** Classifies one window into two scratch GeoTIFFs: classes; confidence with one probability per class after it. */
export const classifyWindowTask = defineTask({
  name: 'classify.window',
  input: z.object({ recipe: mapRecipeSchema, window: pixelWindowSchema, map: z.string(), scores: z.string() }),
  output: z.object({
    /** The two files that it wrote. */
    map: z.string(),
    scores: z.string(),
    byClass: z.array(z.int()),
    outside: z.int(),
    nodata: z.int(),
    seconds: z.object({ read: z.number(), features: z.number(), model: z.number(), write: z.number() }),
  }),
});
export type WindowResult = z.infer<typeof classifyWindowTask.output>;
