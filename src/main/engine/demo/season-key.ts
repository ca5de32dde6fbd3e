import { z } from 'zod';

/** What decides a simulated landscape and the season over it, as tasks and jobs carry it. */
export const seasonKeySchema = z.object({
  seed: z.int().min(0).max(2_147_483_647),
  /** Year of the harvest; the season runs from 1 November before to 31 October. */
  year: z.int().min(2017).max(2035),
  /** Side of the area in 10 m pixels. */
  sizePx: z.int().min(64).max(1024).multipleOf(2),
  /** Overpasses in the season. */
  dates: z.int().min(1).max(140),
});
export type SeasonKey = z.infer<typeof seasonKeySchema>;
