import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';
import { seasonKeySchema } from './season-key.ts';

/** Renders one overpass of the simulated season and writes it as a SAFE product below `folder` (absolute). */
export const simulateSceneTask = defineTask({
  name: 'demo.scene',
  input: z.object({ key: seasonKeySchema, index: z.int().min(0), folder: z.string() }),
  output: z.object({
    /** Files from `folder`. */
    files: z.array(z.string()),
    safe: z.string(),
    datetime: z.string(),
    cloudPercent: z.number(),
    noDataPercent: z.number(),
  }),
});
