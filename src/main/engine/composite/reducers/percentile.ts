import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { gatherClear } from '../stack.ts';
import { sortFirst } from './median.ts';
import type { Reducer } from './reducer.ts';

/**
 * A percentile per band by linear interpolation between the sorted values (numpy's default, Hyndman and Fan type 7),
 * rounded half up: `numpy.floor(numpy.nanpercentile(values, q, axis=0) + 0.5)`.
 */
export const percentile: Reducer = {
  id: 'percentile',
  summary: 'The given percentile of each band, interpolated linearly.',
  needs: [],
  reduce(stack, out, options) {
    const clear = new Uint16Array(stack.observations);
    const share = options.percentile / 100;
    for (let band = 0; band < stack.bands; band++) {
      for (let pixel = 0; pixel < stack.pixels; pixel++) {
        const count = gatherClear(stack, band, pixel, clear);
        out[band * stack.pixels + pixel] = count === 0 ? COMPOSITE_NODATA : Math.floor(quantile(sortFirst(clear, count), count, share) + 0.5);
      }
    }
  },
};

function quantile(sorted: Uint16Array, count: number, share: number): number {
  const position = (count - 1) * share;
  const below = Math.floor(position);
  const [a, b] = [sorted[below] ?? 0, sorted[Math.min(below + 1, count - 1)] ?? 0];
  const t = position - below;
  // numpy interpolates from the nearer end, which keeps the last bit the same from both sides.
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}
