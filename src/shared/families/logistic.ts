import { z } from 'zod';
import { optionMeta } from './option-form.ts';

/** How a logistic regression is fitted. Defaults are scikit-learn's, with the 1000 iterations of WorldCereal's notebooks (DOMAIN B7). */
export const logisticOptionsSchema = z.object({
  /** C: how much the samples count against the penalty. */
  strength: z.number().min(1e-6).max(1e6).default(1).meta(
    optionMeta({ label: { en: 'Freedom', fr: 'Liberté' }, hint: { en: 'C: the smaller, the more the weights are drawn towards 0; try smaller values where samples are few.', fr: 'C : plus il est petit, plus les poids sont tirés vers 0 ; essayer plus petit si les échantillons sont rares.' }, search: [0.01, 0.1, 1, 10] }),
  ),
  /** Most steps towards the one best solution. */
  iterations: z.int().min(1).max(100_000).default(1000).meta(
    optionMeta({ label: { en: 'Most steps', fr: 'Pas au plus' }, hint: { en: 'It ends by itself when nothing gets better; this only limits the time.', fr: 'S’arrête de lui-même quand rien ne s’améliore plus ; ceci ne limite que le temps.' } }),
  ),
});
export type LogisticOptions = z.infer<typeof logisticOptionsSchema>;
