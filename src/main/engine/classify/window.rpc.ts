import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { bandQuantitySchema } from '../../../shared/raster/quantity.ts';
import { defineTask } from '../pool/rpc.ts';

export const pixelWindowSchema = z.object({ column: z.int().min(0), row: z.int().min(0), width: z.int().positive(), height: z.int().positive() });

/** What all windows of a map share. Paths are absolute. */
export const mapRecipeSchema = z.object({
  model: z.string(),
  /** Ids of the feature columns, bands of the series and pixel values of the classes: from the model's card. */
  features: z.array(z.string()),
  bands: z.array(bandQuantitySchema),
  values: z.array(z.int()),
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
    seconds: z.object({ read: z.number(), features: z.number(), trees: z.number(), write: z.number() }),
  }),
});
export type WindowResult = z.infer<typeof classifyWindowTask.output>;
