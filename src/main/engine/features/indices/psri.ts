import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/** Plant senescence reflectance index: ripening, on the Sentinel-2 bands nearest to 678, 500 and 750 nm. */
export const PSRI: SpectralIndex = {
  id: 'PSRI',
  bands: ['B04', 'B02', 'B06'],
  formula: '(B04 − B02) / B06',
  reference: 'Merzlyak, Gitelson, Chivkunova, Rakitin 1999, Physiologia Plantarum 106(1), 135–141',
  fill(bands, out, count) {
    const red = bandBlock(bands, 0);
    const blue = bandBlock(bands, 1);
    const edge = bandBlock(bands, 2);
    for (let i = 0; i < count; i++) out[i] = finiteOrNaN(((red[i] as number) - (blue[i] as number)) / (edge[i] as number));
  },
};
