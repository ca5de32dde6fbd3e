import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';
import { seasonKeySchema } from './season-key.ts';

/** Names of what lies beside the scenes. */
export const GROUND_FILES = { parcels: 'simulated-parcels.gpkg', landCover: 'simulated-worldcover.tif', truth: 'simulated-truth.tif', note: 'SIMULATED.txt' } as const;

/** Writes the declared parcels, the land cover map and the truth of the simulated landscape into `folder` (absolute). */
export const simulateGroundTask = defineTask({
  name: 'demo.ground',
  input: z.object({ key: seasonKeySchema, folder: z.string() }),
  output: z.object({ files: z.array(z.string()), fields: z.int(), declared: z.int() }),
});
