import { REFLECTANCE_SCALE } from '../../../../shared/raster/nodata.ts';
import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/** Enhanced vegetation index: vegetation with less soil and haze in it. Its constant 1 needs reflectance, not stored values. */
export const EVI: SpectralIndex = {
  id: 'EVI',
  bands: ['B08', 'B04', 'B02'],
  formula: '2.5 · (B08 − B04) / (B08 + 6·B04 − 7.5·B02 + 1)',
  reference: 'Huete et al. 2002, Remote Sensing of Environment 83, 195–213',
  fill(bands, out, count) {
    const nir = bandBlock(bands, 0);
    const red = bandBlock(bands, 1);
    const blue = bandBlock(bands, 2);
    for (let i = 0; i < count; i++) {
      const n = nir[i] as number;
      const r = red[i] as number;
      out[i] = finiteOrNaN((2.5 * (n - r)) / (n + 6 * r - 7.5 * (blue[i] as number) + REFLECTANCE_SCALE));
    }
  },
};
