import { fillNormalisedDifference, type SpectralIndex } from '../spectral-index.ts';

/** Normalised difference water index of McFeeters: open water. Gao’s index of the same name is NDMI here. */
export const NDWI: SpectralIndex = {
  id: 'NDWI',
  bands: ['B03', 'B08'],
  formula: '(B03 − B08) / (B03 + B08)',
  reference: 'McFeeters 1996, International Journal of Remote Sensing 17(7), 1425–1432',
  fill: fillNormalisedDifference,
};
