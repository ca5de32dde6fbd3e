import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/**
 * Sentinel-1 cross ratio in dB: vegetation structure. WorldCereal stores amplitudes (dB = 20·log10(DN) − 83), so the
 * constant cancels out.
 */
export const VH_VV: SpectralIndex = {
  id: 'VHVV',
  bands: ['VH', 'VV'],
  formula: 'VH − VV in dB = 20 · log10(VH / VV)',
  reference: 'Vreugdenhil et al. 2018, Remote Sensing 10(9), 1396',
  fill(bands, out, count) {
    const vh = bandBlock(bands, 0);
    const vv = bandBlock(bands, 1);
    for (let i = 0; i < count; i++) out[i] = finiteOrNaN(20 * Math.log10((vh[i] as number) / (vv[i] as number)));
  },
};
