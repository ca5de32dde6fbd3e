import { seasonalOptionsSchema } from '../../../../../shared/families/network.ts';
import { timesTrained } from '../../../../../shared/families/refit.ts';
import { headSeconds } from '../../network/cost.ts';
import { defineFamily } from '../family.ts';

/** A head on the mean of the time embeddings of a season (DOMAIN B7). */
export const seasonalFamily = defineFamily({
  id: 'seasonal',
  label: { en: 'Seasonal head', fr: 'Tête saisonnière' },
  summary: {
    en: 'Looks at the embeddings of one season’s months only: the crop of that season, where there are several a year.',
    fr: 'Ne regarde que les plongements des mois d’une saison : la culture de cette saison, là où il y en a plusieurs par an.',
  },
  inputs: ['time-embeddings'],
  options: seasonalOptionsSchema,
  validation: 'aside',
  parts: () => 1,
  seconds: (options, size) => timesTrained(options) * headSeconds(size, { epochs: options.epochs, hidden: options.head === 'mlp' ? options.hidden : 0 }),
  name: 'Seasonal',
  title: ({ seasonStart, seasonEnd }) => (seasonStart === 'all' || seasonEnd === 'all' ? 'Seasonal head over all months' : `Seasonal head over months ${seasonStart} to ${seasonEnd}`),
});
