import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { Reducer } from './reducer.ts';

/** The arithmetic mean per band, rounded half up: `numpy.floor(numpy.nanmean(values, axis=0) + 0.5)`. */
export const mean: Reducer = {
  id: 'mean',
  summary: 'Arithmetic mean of each band.',
  needs: [],
  reduce(stack, out) {
    const { values, observations, bands, pixels } = stack;
    const sums = new Float64Array(pixels);
    const counts = new Uint16Array(pixels);
    for (let band = 0; band < bands; band++) {
      sums.fill(0);
      counts.fill(0);
      for (let observation = 0; observation < observations; observation++) {
        const start = (observation * bands + band) * pixels;
        for (let pixel = 0; pixel < pixels; pixel++) {
          const value = values[start + pixel] ?? COMPOSITE_NODATA;
          if (value === COMPOSITE_NODATA) continue;
          sums[pixel] = (sums[pixel] ?? 0) + value;
          counts[pixel] = (counts[pixel] ?? 0) + 1;
        }
      }
      for (let pixel = 0; pixel < pixels; pixel++) {
        const count = counts[pixel] ?? 0;
        out[band * pixels + pixel] = count === 0 ? COMPOSITE_NODATA : Math.floor((sums[pixel] ?? 0) / count + 0.5);
      }
    }
  },
};
