import { z } from 'zod';
import { defineTask } from '../../pool/rpc.ts';

export const windowSchema = z.object({ column: z.int().nonnegative(), row: z.int().nonnegative(), width: z.int().positive(), height: z.int().positive() });

/**
 * Composites one window: every period is read, masked and reduced by itself, then gaps are filled. Writes one scratch
 * GeoTIFF with, for each period, the bands and the count of clear observations, and one more per overview.
 */
export const compositeWindowTask = defineTask({
  name: 'composite.window',
  input: z.object({ recipe: z.string(), window: windowSchema, target: z.string(), levels: z.int().nonnegative() }),
  /** Pixels of the window with at least one clear observation, per period. */
  output: z.object({ clear: z.array(z.int()) }),
});
export type WindowResult = z.infer<(typeof compositeWindowTask)['output']>;

/** Scratch file of an overview of a window; level 0 is the window itself. */
export function levelPath(target: string, level: number): string {
  return level === 0 ? target : target.replace(/\.tif$/, `.${level}.tif`);
}
