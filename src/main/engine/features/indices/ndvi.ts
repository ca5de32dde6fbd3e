import { fillNormalisedDifference, type SpectralIndex } from '../spectral-index.ts';

/** Normalised difference vegetation index: green cover. */
export const NDVI: SpectralIndex = {
  id: 'NDVI',
  bands: ['B08', 'B04'],
  formula: '(B08 − B04) / (B08 + B04)',
  reference: 'Rouse, Haas, Schell, Deering 1974, Monitoring vegetation systems in the Great Plains with ERTS, NASA SP-351, 309–317',
  fill: fillNormalisedDifference,
};
