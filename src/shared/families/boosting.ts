import { z } from 'zod';
import { optionMeta } from './option-form.ts';
import { refitOption } from './refit.ts';

/** How boosted trees are grown. */
export const boostingOptionsSchema = z.object({
  /** Most rounds; each adds a tree per class. */
  rounds: z.int().min(1).max(5000).default(300).meta(
    optionMeta({ label: { en: 'Rounds at most', fr: 'Tours au plus' }, hint: { en: 'Each round adds a tree per class; early stopping ends before.', fr: 'Chaque tour ajoute un arbre par classe ; l’arrêt anticipé finit avant.' } }),
  ),
  /** Share of a tree's correction that is taken (shrinkage). */
  learningRate: z.number().min(0.001).max(1).default(0.1).meta(
    optionMeta({ label: { en: 'Learning rate', fr: 'Taux d’apprentissage' }, hint: { en: 'Smaller learns slower and often better, with more rounds.', fr: 'Plus petit : plus lent et souvent meilleur, avec plus de tours.' }, search: [0.03, 0.05, 0.1, 0.2] }),
  ),
  /** Leaves of a tree; the leaf that gains most is parted first. */
  leaves: z.int().min(2).max(1024).default(31).meta(
    optionMeta({ label: { en: 'Leaves per tree', fr: 'Feuilles par arbre' }, hint: { en: 'How finely one tree tells samples apart.', fr: 'Finesse avec laquelle un arbre distingue les échantillons.' }, search: [7, 15, 31, 63] }),
  ),
  /** Questions on the longest path. */
  maxDepth: z.int().min(1).max(64).default(16).meta(
    optionMeta({ label: { en: 'Depth', fr: 'Profondeur' }, hint: { en: 'Questions on the longest path of a tree.', fr: 'Questions sur le plus long chemin d’un arbre.' } }),
  ),
  /** Training rows that a leaf must hold. */
  minLeaf: z.int().min(1).max(100_000).default(20).meta(
    optionMeta({ label: { en: 'Samples per leaf', fr: 'Échantillons par feuille' }, hint: { en: 'Fewest training samples of a leaf.', fr: 'Minimum d’échantillons d’entraînement par feuille.' }, search: [5, 10, 20, 50] }),
  ),
  /** Added to the curvature of a leaf: pulls its value towards 0. */
  l2: z.number().min(0).max(1000).default(1).meta(
    optionMeta({ label: { en: 'L2 regularisation', fr: 'Régularisation L2' }, hint: { en: 'Pulls leaves with little evidence towards 0.', fr: 'Ramène vers 0 les feuilles peu attestées.' }, search: [0, 1, 3, 10] }),
  ),
  /** Share of the training rows that each round sees (Friedman 2002). */
  rowShare: z.number().min(0.1).max(1).default(1).meta(
    optionMeta({ label: { en: 'Share of samples per round', fr: 'Part des échantillons par tour' }, hint: { en: 'Below 1 each round learns from a random part.', fr: 'Sous 1, chaque tour apprend d’une part tirée au sort.' }, search: [0.7, 1] }),
  ),
  /** Share of the columns that each tree may ask. */
  columnShare: z.number().min(0.05).max(1).default(1).meta(
    optionMeta({ label: { en: 'Share of features per tree', fr: 'Part des variables par arbre' }, hint: { en: 'Below 1 each tree asks a random part of the features.', fr: 'Sous 1, chaque arbre interroge une part des variables tirée au sort.' }, search: [0.3, 0.6, 1] }),
  ),
  /** Rounds without a better validation loss after which it ends; 0 for never. */
  patience: z.int().min(0).max(1000).default(20).meta(
    optionMeta({ label: { en: 'Stop after rounds without gain', fr: 'Arrêt après tours sans gain' }, hint: { en: 'Looks at samples kept aside; 0 never stops early.', fr: 'D’après des échantillons mis de côté ; 0 n’arrête jamais avant.' } }),
  ),
  refit: refitOption('all'),
  /** Steps that the values of a feature are put into. */
  bins: z.int().min(8).max(255).default(128).meta(
    optionMeta({ label: { en: 'Steps per feature', fr: 'Paliers par variable' }, hint: { en: 'How finely values of a feature are told apart while learning.', fr: 'Finesse des valeurs d’une variable pendant l’apprentissage.' } }),
  ),
});
export type BoostingOptions = z.infer<typeof boostingOptionsSchema>;
