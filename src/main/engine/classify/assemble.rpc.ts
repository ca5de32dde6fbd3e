import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { defineTask } from '../pool/rpc.ts';
import { pixelWindowSchema } from './window.rpc.ts';

/** Makes one COG of a map from the scratch files of its windows. Paths are absolute. */
export const assembleMapTask = defineTask({
  name: 'classify.assemble',
  input: z.object({
    product: z.enum(['map', 'confidence', 'probabilities']),
    path: z.string(),
    grid: gridSchema,
    windows: z.array(z.object({ path: z.string(), window: pixelWindowSchema })),
    dtype: z.enum(['uint8', 'uint16']),
    nodata: z.int(),
    /** Classes and, where there is a mask, the code outside it: by pixel value. */
    legend: z.array(z.object({ value: z.int(), code: z.string(), label: z.string(), colour: z.string() })),
    /** Words of each class in the order of the probabilities. */
    labels: z.array(z.string()),
    hasMask: z.boolean(),
    metadata: z.record(z.string(), z.string()),
  }),
  output: z.object({
    path: z.string(),
    /** Hectares of a pixel: exact where the CRS counts in metres, at the middle of the grid where it counts in degrees. */
    hectaresPerPixel: z.number(),
  }),
});
export type AssembleInput = z.infer<typeof assembleMapTask.input>;
