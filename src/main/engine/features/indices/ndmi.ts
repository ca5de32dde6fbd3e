import { fillNormalisedDifference, type SpectralIndex } from '../spectral-index.ts';

/** Normalised difference moisture index (Gao called it NDWI): water in leaves. */
export const NDMI: SpectralIndex = {
  id: 'NDMI',
  bands: ['B08', 'B11'],
  formula: '(B08 − B11) / (B08 + B11)',
  reference: 'Gao 1996, Remote Sensing of Environment 58(3), 257–266',
  fill: fillNormalisedDifference,
};
