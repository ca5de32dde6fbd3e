import { z } from 'zod';
import { optionMeta } from './option-form.ts';

/**
 * Whether a family that stops early learns anew from all training rows, those kept aside to stop by among them, for as long as was found
 * best: the first strategy of Goodfellow, Bengio and Courville 2016, Deep Learning, section 7.8, algorithm 7.2, counted in passes over the rows.
 */
export const REFIT = ['none', 'all'] as const;
export type Refit = (typeof REFIT)[number];

/**
 * The option of families that stop early. Its default is what the samples of docs/learning.md spoke for: boosting gains by it, networks neither gain
 * nor lose, for another fit of the same length may end anywhere near the first.
 */
export function refitOption(byDefault: Refit) {
  return z.enum(REFIT).default(byDefault).meta(
    optionMeta({
      label: { en: 'Samples kept aside', fr: 'Échantillons mis de côté' },
      hint: { en: 'After it is known when to stop, train once more on all samples: takes twice as long.', fr: 'Une fois connu le moment d’arrêter, entraîner encore sur tous les échantillons : deux fois plus long.' },
      choices: { none: { en: 'Only say when to stop', fr: 'Disent seulement quand arrêter' }, all: { en: 'Are learnt from in the end', fr: 'Sont appris à la fin' } },
    }),
  );
}

/** How often a family is trained with such options: once, or once more on all rows. */
export function timesTrained({ refit }: { readonly refit: Refit }): number {
  return refit === 'all' ? 2 : 1;
}
