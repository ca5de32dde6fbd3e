import { logisticOptionsSchema } from '../../../../../shared/families/logistic.ts';
import { defineFamily } from '../family.ts';
import { FITS } from './held-out.ts';

/** Steps that a fit takes as a rule, and multiply-adds per second of one core. */
const USUAL_STEPS = 150;
const PRODUCTS_PER_SECOND = 4e8;
const FIXED_SECONDS = 1;

/** Softmax regression with a penalty, solved to the end: no epochs, no rows kept aside. */
export const logisticFamily = defineFamily({
  id: 'logistic',
  label: { en: 'Logistic regression', fr: 'Régression logistique' },
  summary: {
    en: 'Has one best solution and finds it from all samples, whatever the seed: the steadiest on the embeddings of an encoder where samples are few.',
    fr: 'N’a qu’une meilleure solution et la trouve avec tous les échantillons, quelle que soit la graine : la plus stable sur les plongements d’un encodeur quand ils sont rares.',
  },
  inputs: ['features', 'embeddings'],
  options: logisticOptionsSchema,
  validation: 'none',
  parts: () => 1,
  seconds: ({ iterations }, { rows, columns, classes }) => FIXED_SECONDS + (FITS * Math.min(iterations, USUAL_STEPS) * 2 * rows * columns * classes) / PRODUCTS_PER_SECOND,
  name: 'Logistic',
  title: () => 'Logistic regression',
});
