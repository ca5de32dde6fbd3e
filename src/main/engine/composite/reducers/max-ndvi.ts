import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { takeObservation } from '../stack.ts';
import type { Reducer } from './reducer.ts';

const RED = ['B04'] as const;
const NEAR_INFRARED = ['B08', 'B8A'] as const;

/** The observation with the highest NDVI = (NIR − red) / (NIR + red); ties take the earliest; 0/0 counts as −1. */
export const maxNdvi: Reducer = {
  id: 'max-ndvi',
  summary: 'The measured spectrum with the highest NDVI (needs B04 and B08 or B8A).',
  needs: [RED, NEAR_INFRARED],
  reduce(stack, out, options) {
    const { values, observations, bands, pixels } = stack;
    const red = bandIndex(options.bands, RED) * pixels;
    const infrared = bandIndex(options.bands, NEAR_INFRARED) * pixels;
    for (let pixel = 0; pixel < pixels; pixel++) {
      let best = -1;
      let highest = -Infinity;
      for (let observation = 0; observation < observations; observation++) {
        const start = observation * bands * pixels + pixel;
        const r = values[start + red] ?? COMPOSITE_NODATA;
        const n = values[start + infrared] ?? COMPOSITE_NODATA;
        if (r === COMPOSITE_NODATA) continue;
        const ndvi = n + r === 0 ? -1 : (n - r) / (n + r);
        if (ndvi > highest) {
          highest = ndvi;
          best = observation;
        }
      }
      takeObservation(stack, best, pixel, out);
    }
  },
};

function bandIndex(bands: readonly string[], wanted: readonly string[]): number {
  const found = wanted.map((band) => bands.indexOf(band)).find((index) => index >= 0);
  if (found === undefined) throw new RangeError(`max-ndvi needs ${wanted.join(' or ')}`);
  return found;
}
