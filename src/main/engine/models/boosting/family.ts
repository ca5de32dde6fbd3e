import { boostingOptionsSchema } from '../../../../shared/families/boosting.ts';
import { defineFamily } from '../families/family.ts';

/** Seconds per row, column, class and round, and per step searched. */
const SECONDS_PER_ROW = 1.2e-8;
const SECONDS_PER_STEP = 6e-9;

/** Histogram-based gradient boosting. */
export const boostingFamily = defineFamily({
  id: 'boosting',
  label: { en: 'Gradient boosting', fr: 'Boosting de gradient' },
  summary: {
    en: 'Often a little more accurate than a forest, slower to train; stops early by itself.',
    fr: 'Souvent un peu plus exact qu’une forêt, plus long à entraîner ; s’arrête de lui-même.',
  },
  inputs: ['features', 'embeddings'],
  options: boostingOptionsSchema,
  validation: 'aside',
  parts: () => 1,
  seconds({ rounds, leaves, columnShare, rowShare, bins }, { rows, columns, classes }) {
    const perTree = columns * columnShare * (rows * rowShare * Math.log2(leaves + 1) * SECONDS_PER_ROW + 2 * leaves * bins * SECONDS_PER_STEP);
    return rounds * classes * perTree;
  },
  title: ({ rounds }) => `Boosting of up to ${rounds} rounds`,
});
