import { REFLECTANCE_SCALE } from '../../../../shared/raster/nodata.ts';
import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/** Inverted red-edge chlorophyll index: canopy chlorophyll, in reflectance. */
export const IRECI: SpectralIndex = {
  id: 'IRECI',
  bands: ['B07', 'B04', 'B05', 'B06'],
  formula: '(B07 − B04) / (B05 / B06)',
  reference: 'Frampton, Dash, Watmough, Milton 2013, ISPRS Journal 82, 83–92',
  fill(bands, out, count) {
    const b07 = bandBlock(bands, 0);
    const b04 = bandBlock(bands, 1);
    const b05 = bandBlock(bands, 2);
    const b06 = bandBlock(bands, 3);
    for (let i = 0; i < count; i++) {
      const difference = ((b07[i] as number) - (b04[i] as number)) / REFLECTANCE_SCALE;
      out[i] = finiteOrNaN((difference * (b06[i] as number)) / (b05[i] as number));
    }
  },
};
