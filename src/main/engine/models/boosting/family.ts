import { boostingOptionsSchema } from '../../../../shared/families/boosting.ts';
import { timesTrained } from '../../../../shared/families/refit.ts';
import { defineFamily } from '../families/family.ts';

/** Measured: 100 rounds took 9 s on 3000 rows × 128 columns with 9 classes. */
const SECONDS_PER_ROW = 4e-9;
const SECONDS_PER_STEP = 2e-9;
/** Rounds after which most trainings have stopped early. */
const USUAL_ROUNDS = 100;

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
  seconds({ rounds, patience, leaves, columnShare, rowShare, bins, refit }, { rows, columns, classes }) {
    const perTree = columns * columnShare * (rows * rowShare * Math.log2(leaves + 1) * SECONDS_PER_ROW + 2 * leaves * bins * SECONDS_PER_STEP);
    return timesTrained({ refit }) * (patience > 0 ? Math.min(rounds, USUAL_ROUNDS) : rounds) * classes * perTree;
  },
  name: 'Boosting',
  title: ({ rounds }) => `Boosting of up to ${rounds} rounds`,
});
