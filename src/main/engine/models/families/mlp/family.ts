import { mlpOptionsSchema } from '../../../../../shared/families/network.ts';
import { timesTrained } from '../../../../../shared/families/refit.ts';
import { headSeconds } from '../../network/cost.ts';
import { defineFamily } from '../family.ts';

/** One hidden layer. */
export const mlpFamily = defineFamily({
  id: 'mlp',
  label: { en: 'Neural network (MLP)', fr: 'Réseau de neurones (MLP)' },
  summary: {
    en: 'One hidden layer: bends where a linear head cannot; WorldCereal’s choice on embeddings.',
    fr: 'Une couche cachée : épouse ce qu’une tête linéaire ne peut ; le choix de WorldCereal sur les plongements.',
  },
  inputs: ['features', 'embeddings'],
  options: mlpOptionsSchema,
  validation: 'aside',
  parts: () => 1,
  seconds: (options, size) => timesTrained(options) * headSeconds(size, { epochs: options.epochs, hidden: options.hidden }),
  name: 'MLP',
  title: ({ hidden }) => `MLP of ${hidden} neurons`,
});
