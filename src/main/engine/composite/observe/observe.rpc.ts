import { z } from 'zod';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { toldSchema } from '../../../../shared/messages/message.ts';
import { defineTask } from '../../pool/rpc.ts';
import { sceneSourceSchema } from '../source.ts';

/** Where the observation of a scene goes. */
export const observationTargetSchema = z.object({
  /** Absolute paths of the COG of values and the COG of quality codes; null where that part is there already. */
  values: z.string().nullable(),
  quality: z.string().nullable(),
  /** Absolute path of the note that says what the two hold; written last. */
  note: z.string(),
  /** Pixels by which the quality codes reach beyond the grid on every side. */
  margin: z.int().nonnegative(),
});
export type ObservationTarget = z.infer<typeof observationTargetSchema>;

/** The note beside a kept observation. */
export const observationNoteSchema = z.object({
  scene: z.string(),
  date: z.string(),
  /** Bands of the COG of values; empty where there is none. */
  bands: z.array(z.string()),
  /** Which quality band, or null where there is no COG of quality codes. */
  quality: z.enum(['scl', 'fmask']).nullable(),
  margin: z.int().nonnegative(),
  grid: gridSchema,
  resampling: z.string(),
  warnings: z.array(toldSchema),
  bytes: z.number(),
  /** The files it was read from, as they were then; one inside an archive is not listed. */
  files: z.array(z.object({ path: z.string(), bytes: z.number(), modifiedMs: z.number() })).default([]),
});
export type ObservationNote = z.infer<typeof observationNoteSchema>;

/**
 * Brings one scene onto a grid, once: a COG of values (uint16, reflectance × 10 000, nodata 65 535, offset applied) and
 * one of the untouched quality codes. Every JP2 pixel is decoded here and nowhere else.
 */
export const observeSceneTask = defineTask({
  name: 'composite.observe',
  input: z.object({
    scene: sceneSourceSchema,
    date: z.string(),
    bands: z.array(z.string()),
    grid: gridSchema,
    resampling: z.enum(['nearest', 'bilinear', 'cubic']),
    target: observationTargetSchema,
  }),
  output: z.object({ warnings: z.array(toldSchema), bytes: z.number() }),
});

/** Looks at samples of a scene that the windows read where it lies. */
export const inspectSceneTask = defineTask({
  name: 'composite.inspect',
  input: z.object({ scene: sceneSourceSchema, bands: z.array(z.string()) }),
  output: z.object({ warnings: z.array(toldSchema), bytes: z.number() }),
});
