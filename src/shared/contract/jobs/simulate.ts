import { z } from 'zod';

/** Parameters of the job that writes the simulated landscape. It registers nothing: the files are imported as real ones are. */
export const simulateParamsSchema = z.object({
  /** Workspace-relative folder for the products. */
  folder: z
    .string()
    .regex(/^(?!\.)[A-Za-z0-9._-]+(\/(?!\.)[A-Za-z0-9._-]+)*$/, 'must be a folder inside the workspace, such as scenes/simulated')
    .default('scenes/simulated'),
  seed: z.int().min(0).max(2_147_483_647).default(7),
  /** Year of the harvest; 2022 has both metadata baselines in its season. */
  year: z.int().min(2017).max(2035).default(2022),
  /** Side of the area in 10 m pixels. */
  sizePx: z.int().min(64).max(1024).multipleOf(2).default(512),
  /** Overpasses between 1 November before and 31 October of the harvest year. */
  dates: z.int().min(1).max(140).default(40),
});
export type SimulateParams = z.infer<typeof simulateParamsSchema>;
