import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { boundsSchema, footprintBoxes } from '../../../shared/records/record-base.ts';
import { defineTask } from '../pool/rpc.ts';

/** Works out the grid of a composite. @throws GRID_EMPTY, GRID_TOO_LARGE, CRS_UNKNOWN, CRS_MISSING, VECTOR_UNREADABLE */
export const compositeGridTask = defineTask({
  name: 'composite.grid',
  input: z.object({
    /** Rectangle or absolute path of a vector file; null takes all of `sources`. */
    area: z.union([z.object({ bounds: boundsSchema, crs: z.string() }), z.object({ file: z.string() })]).nullable(),
    crs: z.string().nullable(),
    resolution: z.number().nullable(),
    /** Grids of the scenes' finest chosen band. */
    sources: z.array(gridSchema).min(1),
  }),
  output: z.object({
    grid: gridSchema,
    footprint: footprintBoxes,
    /** Metres of a pixel. */
    pixelM: z.number(),
    areaKm2: z.number(),
  }),
});
export type CompositeGrid = z.infer<(typeof compositeGridTask)['output']>;
