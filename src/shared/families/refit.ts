import { z } from 'zod';
import { optionMeta } from './option-form.ts';

/**
 * Whether a family that stops early learns anew from all training rows, those kept aside to stop by among them, for as long as was found
 * best: the first strategy of Goodfellow, Bengio and Courville 2016, Deep Learning, section 7.8, algorithm 7.2, counted in passes over the rows.
 */
export const REFIT = ['none', 'all'] as const;

/** The option of families that stop early. */
export const refitOption = z.enum(REFIT).default('none').meta(
  optionMeta({
    label: { en: 'Samples kept aside', fr: 'Échantillons mis de côté' },
    hint: { en: 'After it is known when to stop, train once more on all samples: takes twice as long.', fr: 'Une fois connu le moment d’arrêter, entraîner encore sur tous les échantillons : deux fois plus long.' },
    choices: { none: { en: 'Only say when to stop', fr: 'Disent seulement quand arrêter' }, all: { en: 'Are learnt from in the end', fr: 'Sont appris à la fin' } },
  }),
);
