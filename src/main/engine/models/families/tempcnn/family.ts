import { tempCnnOptionsSchema } from '../../../../../shared/families/network.ts';
import { timesTrained } from '../../../../../shared/families/refit.ts';
import { networkSeconds } from '../../network/cost.ts';
import { defineFamily } from '../family.ts';

/** Months of a season, for an estimate: a size knows numbers per row, not steps. */
const USUAL_STEPS = 12;

/** Temporal convolutional network (Pelletier et al. 2019). */
export const tempCnnFamily = defineFamily({
  id: 'tempcnn',
  label: { en: 'Temporal convolution (TempCNN)', fr: 'Convolution temporelle (TempCNN)' },
  summary: {
    en: 'Learns the shapes of curves by itself; wants a few thousand samples and takes some minutes.',
    fr: 'Apprend lui-même les formes des courbes ; demande quelques milliers d’échantillons et quelques minutes.',
  },
  inputs: ['series'],
  options: tempCnnOptionsSchema,
  validation: 'aside',
  parts: () => 1,
  seconds({ epochs, filters, width, hidden, refit }, { rows, columns }) {
    const convolutions = width * filters * (columns + 2 * filters * USUAL_STEPS);
    return timesTrained({ refit }) * networkSeconds(rows, epochs, convolutions + USUAL_STEPS * filters * hidden);
  },
  name: 'TempCNN',
  title: ({ filters, width }) => `TempCNN of ${filters} filters over ${width} timesteps`,
});
