import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/** Red-edge chlorophyll index. */
export const CI_RE: SpectralIndex = {
  id: 'CIre',
  bands: ['B07', 'B05'],
  formula: 'B07 / B05 − 1',
  reference: 'Gitelson, Gritz, Merzlyak 2003, Journal of Plant Physiology 160(3), 271–282; bands as Clevers, Gitelson 2013, Int. J. Applied Earth Observation 23, 344–351',
  fill(bands, out, count) {
    const far = bandBlock(bands, 0);
    const near = bandBlock(bands, 1);
    for (let i = 0; i < count; i++) out[i] = finiteOrNaN((far[i] as number) / (near[i] as number) - 1);
  },
};
