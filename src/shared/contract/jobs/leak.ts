import { z } from 'zod';
import { splitSpecSchema } from '../sample-split.ts';
import { trainParamsSchema } from './train.ts';

/** Parameters of the job `samples-leak`: the same model, trained and tested with a random split and with another. */
export const samplesLeakSchema = z.object({
  ...trainParamsSchema.pick({ samples: true, family: true, options: true, input: true, features: true, encoder: true, balance: true, sampleWeights: true, validationShare: true, seed: true }).shape,
  /** The split that the random one is compared with; its share of the test is the random one's too. */
  split: splitSpecSchema.default({ by: 'blocks', sizeM: 10_000, testShare: 0.3, seed: 42 }),
  /** Draws of each split, with seeds one after the other. */
  repeats: z.int().min(1).max(50).default(3),
});
export type SamplesLeak = z.infer<typeof samplesLeakSchema>;
