import { z } from 'zod';
import { defineTask } from '../../pool/rpc.ts';
import { windowSchema } from './windows.rpc.ts';

/** Makes the COG of one period from the scratch files of the windows. */
export const assemblePeriodTask = defineTask({
  name: 'composite.assemble',
  input: z.object({
    recipe: z.string(),
    period: z.int().nonnegative(),
    target: z.string(),
    windows: z.array(z.object({ path: z.string(), window: windowSchema })),
    /** Overviews that the windows made; 0 leaves them to GDAL. */
    levels: z.int().nonnegative(),
    simulated: z.boolean(),
  }),
  output: z.object({ bytes: z.number() }),
});
