import { z } from 'zod';
import { optionMeta } from './option-form.ts';

/** How a forest is grown. Defaults are scikit-learn's, but for the depth. */
export const forestOptionsSchema = z.object({
  trees: z.int().min(1).max(2000).default(100).meta(
    optionMeta({ label: { en: 'Trees', fr: 'Arbres' }, hint: { en: 'More trees: steadier probabilities, a larger file, a slower map.', fr: 'Plus d’arbres : probabilités plus stables, fichier plus gros, carte plus lente.' }, search: [100, 200, 300] }),
  ),
  /** Questions on the longest path. */
  maxDepth: z.int().min(1).max(64).default(16).meta(
    optionMeta({ label: { en: 'Depth', fr: 'Profondeur' }, hint: { en: 'Questions on the longest path of a tree.', fr: 'Questions sur le plus long chemin d’un arbre.' }, search: [8, 12, 16, 24] }),
  ),
  /** Distinct training rows that a leaf must hold. */
  minLeaf: z.int().min(1).max(100_000).default(1).meta(
    optionMeta({ label: { en: 'Samples per leaf', fr: 'Échantillons par feuille' }, hint: { en: 'Fewest training samples of a leaf; more of them smooth out wrong labels.', fr: 'Minimum d’échantillons par feuille ; davantage lisse les étiquettes fausses.' }, search: [1, 2, 5, 10] }),
  ),
  /** Columns tried per node: the square root of all of them, or a number. */
  featuresPerNode: z.union([z.literal('sqrt'), z.int().min(1).max(100_000)]).default('sqrt').meta(
    optionMeta({ label: { en: 'Features per question', fr: 'Variables par question' }, hint: { en: 'How many features each question chooses from.', fr: 'Nombre de variables parmi lesquelles chaque question choisit.' }, choices: { sqrt: { en: 'Square root of all', fr: 'Racine carrée du total' } } }),
  ),
});
export type ForestOptions = z.infer<typeof forestOptionsSchema>;
