import { bandBlock, finiteOrNaN, type SpectralIndex } from '../spectral-index.ts';

/** Sentinel-2 red-edge position in nanometres: where the red edge is steepest. */
export const S2REP: SpectralIndex = {
  id: 'S2REP',
  bands: ['B04', 'B05', 'B06', 'B07'],
  formula: '705 + 35 · ((B07 + B04) / 2 − B05) / (B06 − B05)',
  reference: 'Frampton, Dash, Watmough, Milton 2013, ISPRS Journal 82, 83–92',
  fill(bands, out, count) {
    const b04 = bandBlock(bands, 0);
    const b05 = bandBlock(bands, 1);
    const b06 = bandBlock(bands, 2);
    const b07 = bandBlock(bands, 3);
    for (let i = 0; i < count; i++) {
      const near = b05[i] as number;
      const middle = ((b07[i] as number) + (b04[i] as number)) / 2;
      out[i] = finiteOrNaN(705 + (35 * (middle - near)) / ((b06[i] as number) - near));
    }
  },
};
