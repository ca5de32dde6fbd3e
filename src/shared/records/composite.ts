import { z } from 'zod';
import { gridSchema } from '../geo/grid.ts';
import { bandQuantitySchema } from '../raster/quantity.ts';
import { footprintBoxes, recordBase } from './record-base.ts';

/** One period: first and last day, and its COG with `bands` in order and the count of clear observations last. */
export const periodSchema = z.object({
  start: z.string(),
  end: z.string(),
  /** Workspace-relative. A value with count 0 was filled in time. */
  path: z.string(),
  /** Share of pixels with at least one clear observation, 0…1. */
  clearFraction: z.number(),
  /** Scenes that fell into the period. */
  scenes: z.int(),
});
export type Period = z.infer<typeof periodSchema>;

/** A series of composites on one grid: uint16, nodata 65 535. */
export const compositeSchema = z.object({
  kind: z.literal('composite'),
  ...recordBase,
  grid: gridSchema,
  footprint: footprintBoxes,
  bands: z.array(bandQuantitySchema).min(1),
  periods: z.array(periodSchema).min(1),
  /** `composite` job or the product it was imported from. */
  origin: z.string(),
  settings: z.record(z.string(), z.unknown()),
  sceneIds: z.array(z.string()),
  runId: z.string().nullable(),
});
export type Composite = z.infer<typeof compositeSchema>;
