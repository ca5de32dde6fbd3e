import { z } from 'zod';
import { optionMeta } from './option-form.ts';
import { refitOption } from './refit.ts';

/** Defaults in which families of networks differ. */
export interface NetworkDefaults {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly patience: number;
  readonly stopAfter: number;
  readonly balanceBy: BalanceBy;
}

/**
 * How a balance of classes enters a training in batches. `draws`: every epoch draws as many rows as there are, with replacement, by
 * the weight of their class, as PyTorch's WeightedRandomSampler does it; the weight of a sample stays in the loss (DOMAIN B7).
 * `weights`: every row is seen once an epoch, and both weights are in the loss.
 */
export const BALANCE_BY = ['draws', 'weights'] as const;
export type BalanceBy = (typeof BALANCE_BY)[number];

/** The options that every network has: how it is trained. */
export function networkOptions(defaults: NetworkDefaults) {
  return {
    /** Most passes over the training rows. */
    epochs: z.int().min(1).max(1000).default(defaults.epochs).meta(
      optionMeta({ label: { en: 'Epochs', fr: 'Époques' }, hint: { en: 'Most passes over the training samples; it stops earlier by itself when samples kept aside get no better.', fr: 'Maximum de passages sur les échantillons ; s’arrête de lui-même quand les échantillons mis de côté ne progressent plus.' } }),
    ),
    /** Rows of a step. */
    batch: z.int().min(2).max(16_384).default(defaults.batch).meta(
      optionMeta({ label: { en: 'Batch', fr: 'Lot' }, hint: { en: 'Samples per step. Small sets take smaller batches, so that an epoch has at least eight steps.', fr: 'Échantillons par pas. Les petits jeux prennent des lots plus petits, pour au moins huit pas par époque.' } }),
    ),
    learningRate: z.number().min(1e-6).max(1).default(defaults.learningRate).meta(
      optionMeta({ label: { en: 'Learning rate', fr: 'Taux d’apprentissage' }, hint: { en: 'Size of the steps; smaller is slower and steadier.', fr: 'Taille des pas ; plus petit, c’est plus lent et plus stable.' }, search: [defaults.learningRate / 10, defaults.learningRate / 3, defaults.learningRate] }),
    ),
    /** AdamW's decay. */
    weightDecay: z.number().min(0).max(1).default(0).meta(
      optionMeta({ label: { en: 'Weight decay', fr: 'Décroissance des poids' }, hint: { en: 'Draws all weights towards 0; a little of it helps where samples are few.', fr: 'Tire les poids vers 0 ; un peu aide quand les échantillons sont rares.' }, search: [0, 1e-3, 1e-2] }),
    ),
    /** Epochs without a better validation loss before the learning rate falls to a tenth. */
    patience: z.int().min(1).max(1000).default(defaults.patience).meta(
      optionMeta({ label: { en: 'Patience', fr: 'Patience' }, hint: { en: 'Epochs without progress before the learning rate falls to a tenth.', fr: 'Époques sans progrès avant que le taux d’apprentissage tombe au dixième.' } }),
    ),
    /** Epochs without a better validation loss before the training ends. */
    stopAfter: z.int().min(1).max(1000).default(defaults.stopAfter).meta(
      optionMeta({ label: { en: 'Stop after', fr: 'Arrêt après' }, hint: { en: 'Epochs without progress before the training ends.', fr: 'Époques sans progrès avant la fin de l’entraînement.' } }),
    ),
    refit: refitOption('none'),
    balanceBy: z.enum(BALANCE_BY).default(defaults.balanceBy).meta(
      optionMeta({
        label: { en: 'Rare classes are balanced by', fr: 'Classes rares équilibrées par' },
        hint: { en: 'Only with a balance of classes: rare samples are drawn more often, as WorldCereal does, or each is seen once and counts more.', fr: 'Seulement si les classes sont équilibrées : les échantillons rares sont tirés plus souvent, comme chez WorldCereal, ou vus une fois et comptent davantage.' },
        choices: { draws: { en: 'Drawing them more often', fr: 'Tirages plus fréquents' }, weights: { en: 'Counting them more', fr: 'Poids plus grands' } },
      }),
    ),
  };
}

/** Options of a hidden layer. */
export function hiddenOptions(defaults: { readonly hidden: number; readonly dropout: number }) {
  return {
    hidden: z.int().min(1).max(4096).default(defaults.hidden).meta(
      optionMeta({ label: { en: 'Hidden neurons', fr: 'Neurones cachés' }, hint: { en: 'Size of the layer before the classes.', fr: 'Taille de la couche avant les classes.' }, search: [defaults.hidden / 2, defaults.hidden] }),
    ),
    dropout: z.number().min(0).max(0.9).default(defaults.dropout).meta(
      optionMeta({ label: { en: 'Dropout', fr: 'Abandon' }, hint: { en: 'Share of values left out at random in training; more of it against over-fitting.', fr: 'Part des valeurs omises au hasard à l’entraînement ; davantage contre le surapprentissage.' }, search: [0.1, defaults.dropout] }),
    ),
  };
}

/** How WorldCereal trains its heads (DOMAIN B7). */
export const HEAD_DEFAULTS: NetworkDefaults = { epochs: 50, batch: 1024, learningRate: 1e-2, patience: 3, stopAfter: 6, balanceBy: 'draws' };
const HEAD_LAYER = { hidden: 256, dropout: 0.2 };

/** A linear head. */
export const linearOptionsSchema = z.object(networkOptions(HEAD_DEFAULTS));
export type LinearOptions = z.infer<typeof linearOptionsSchema>;

/** A head with one hidden layer. */
export const mlpOptionsSchema = z.object({
  ...hiddenOptions(HEAD_LAYER),
  ...networkOptions(HEAD_DEFAULTS),
  /** `auto`: 0.01 on embeddings, as WorldCereal does; 0.001 on features, where larger steps over-fit within two epochs. */
  learningRate: z.union([z.literal('auto'), z.number().min(1e-6).max(1)]).default('auto').meta(
    optionMeta({
      label: { en: 'Learning rate', fr: 'Taux d’apprentissage' },
      hint: { en: 'Size of the steps; by itself 0.01 on embeddings and 0.001 on features.', fr: 'Taille des pas ; de lui-même 0,01 sur les plongements et 0,001 sur les variables.' },
      choices: { auto: { en: 'By the input', fr: 'Selon l’entrée' } },
      search: [1e-3, 3e-3, 1e-2],
    }),
  ),
});
export type MlpOptions = z.infer<typeof mlpOptionsSchema>;

const seasonMonth = (label: { readonly en: string; readonly fr: string }, hint: { readonly en: string; readonly fr: string }) =>
  z.union([z.literal('all'), z.int().min(1).max(12)]).default('all').meta(optionMeta({ label, hint, choices: { all: { en: 'All of the series', fr: 'Toute la série' } } }));

/** A head on the timesteps of a season. */
export const seasonalOptionsSchema = z.object({
  seasonStart: seasonMonth({ en: 'First month', fr: 'Premier mois' }, { en: 'Month that the season begins in, 1 to 12; land cover takes all of the series.', fr: 'Mois où la saison commence, de 1 à 12 ; l’occupation du sol prend toute la série.' }),
  seasonEnd: seasonMonth({ en: 'Last month', fr: 'Dernier mois' }, { en: 'Month that the season ends in; before the first month it is that of the next year.', fr: 'Mois où la saison finit ; avant le premier mois, c’est celui de l’année suivante.' }),
  head: z.enum(['linear', 'mlp']).default('linear').meta(
    optionMeta({ label: { en: 'Head', fr: 'Tête' }, hint: { en: 'One layer, or one hidden layer before it.', fr: 'Une couche, ou une couche cachée avant elle.' }, choices: { linear: { en: 'Linear', fr: 'Linéaire' }, mlp: { en: 'With a hidden layer', fr: 'Avec une couche cachée' } }, search: ['linear', 'mlp'] }),
  ),
  ...hiddenOptions(HEAD_LAYER),
  ...networkOptions(HEAD_DEFAULTS),
});
export type SeasonalOptions = z.infer<typeof seasonalOptionsSchema>;

/**
 * A temporal convolutional network; sizes, batch, rate and penalty of Pelletier et al. 2019. Classes are balanced by weights: drawn rows
 * would teach its batch normalisation the mean and variance of a landscape in which rare crops are common.
 */
export const tempCnnOptionsSchema = z.object({
  filters: z.int().min(1).max(512).default(64).meta(
    optionMeta({ label: { en: 'Filters', fr: 'Filtres' }, hint: { en: 'Filters of each of the three convolutions over time.', fr: 'Filtres de chacune des trois convolutions dans le temps.' }, search: [32, 64] }),
  ),
  width: z.int().min(1).max(15).refine((width) => width % 2 === 1, 'an odd number, so that a filter has a middle').default(5).meta(
    optionMeta({ label: { en: 'Filter width', fr: 'Largeur des filtres' }, hint: { en: 'Timesteps that a filter sees, an odd number.', fr: 'Pas de temps qu’un filtre voit, un nombre impair.' }, search: [3, 5, 7] }),
  ),
  ...hiddenOptions({ hidden: 256, dropout: 0.5 }),
  /** L2 penalty of the weights of convolutions and dense layers. */
  penalty: z.number().min(0).max(1).default(1e-6).meta(
    optionMeta({ label: { en: 'L2 penalty', fr: 'Pénalité L2' }, hint: { en: 'Penalty on large weights.', fr: 'Pénalité des grands poids.' } }),
  ),
  ...networkOptions({ epochs: 60, batch: 64, learningRate: 1e-3, patience: 5, stopAfter: 12, balanceBy: 'weights' }),
});
export type TempCnnOptions = z.infer<typeof tempCnnOptionsSchema>;
