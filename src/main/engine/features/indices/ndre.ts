import { fillNormalisedDifference, type SpectralIndex } from '../spectral-index.ts';

/** Normalised difference red edge: chlorophyll where NDVI saturates. */
export const NDRE: SpectralIndex = {
  id: 'NDRE',
  bands: ['B08', 'B05'],
  formula: '(B08 − B05) / (B08 + B05)',
  reference: 'Gitelson, Merzlyak 1994, Journal of Plant Physiology 143(3), 286–292; Barnes et al. 2000, Proc. 5th Int. Conf. Precision Agriculture',
  fill: fillNormalisedDifference,
};
