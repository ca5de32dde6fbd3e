import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { sceneSourceSchema } from './source.ts';

/** Scenes of one pass; pixels come from the first that has them. */
export const observationSchema = z.object({ date: z.string(), scenes: z.array(sceneSourceSchema).min(1) });
export type Observation = z.infer<typeof observationSchema>;

/** Everything that the windows of one composite share; written once into the run's scratch folder. */
export const recipeSchema = z.object({
  grid: gridSchema,
  bands: z.array(z.string()).min(1),
  periods: z.array(z.object({ name: z.string(), start: z.string(), end: z.string(), observations: z.array(observationSchema) })).min(1),
  mask: z.object({ setting: z.string(), erodeM: z.number(), dilateM: z.number() }),
  reducer: z.string(),
  percentile: z.number(),
  gap: z.object({ mode: z.enum(['linear', 'neighbour-mean', 'none']), maxGapPeriods: z.number().nullable() }),
  resampling: z.enum(['nearest', 'bilinear', 'cubic']),
  compression: z.enum(['DEFLATE', 'ZSTD']),
  /** Metres of one unit of the grid's CRS (degrees: at the area's latitude). */
  pixelM: z.number(),
});
export type Recipe = z.infer<typeof recipeSchema>;
