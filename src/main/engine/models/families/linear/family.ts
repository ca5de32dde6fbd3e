import { linearOptionsSchema } from '../../../../../shared/families/network.ts';
import { timesTrained } from '../../../../../shared/families/refit.ts';
import { headSeconds } from '../../network/cost.ts';
import { defineFamily } from '../family.ts';

/** One layer and a softmax. */
export const linearFamily = defineFamily({
  id: 'linear',
  label: { en: 'Linear', fr: 'Linéaire' },
  summary: {
    en: 'One layer: the quickest, and hard to over-fit; made for the embeddings of an encoder.',
    fr: 'Une couche : la plus rapide, et difficile à surajuster ; faite pour les plongements d’un encodeur.',
  },
  inputs: ['features', 'embeddings'],
  options: linearOptionsSchema,
  validation: 'aside',
  parts: () => 1,
  seconds: (options, size) => timesTrained(options) * headSeconds(size, { epochs: options.epochs, hidden: 0 }),
  name: 'Linear',
  title: () => 'Linear head',
});
