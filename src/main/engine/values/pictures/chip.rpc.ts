import { z } from 'zod';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { bandSourceSchema } from '../../composite/source.ts';
import { defineTask } from '../../pool/rpc.ts';

/**
 * A small picture around a place: three bands on a composite's grid as a PNG, transparent where there is no data. A few
 * kilobytes, so it travels in the message.
 * @throws CRS_UNKNOWN, FILE_NOT_FOUND, RASTER_UNREADABLE
 */
export const chipTask = defineTask({
  name: 'values.chip',
  input: z.object({
    x: z.number(),
    y: z.number(),
    crs: z.string(),
    grid: gridSchema,
    /** Side in pixels. */
    size: z.int().min(8).max(256),
    resampling: z.enum(['nearest', 'bilinear', 'cubic']),
    /** Red, green and blue, and the stored values that become black and full colour. */
    bands: z.array(z.object({ source: bandSourceSchema, low: z.number(), high: z.number() })).length(3),
  }),
  output: z.object({
    /** Base64; null when the place lies outside the grid. */
    png: z.string().nullable(),
  }),
  silenceSeconds: 120,
});
