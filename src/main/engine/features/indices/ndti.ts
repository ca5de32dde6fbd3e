import { fillNormalisedDifference, type SpectralIndex } from '../spectral-index.ts';

/** Normalised difference tillage index: crop residue against bare soil. */
export const NDTI: SpectralIndex = {
  id: 'NDTI',
  bands: ['B11', 'B12'],
  formula: '(B11 − B12) / (B11 + B12)',
  reference: 'van Deventer, Ward, Gowda, Lyon 1997, Photogrammetric Engineering and Remote Sensing 63(1), 87–93',
  fill: fillNormalisedDifference,
};
