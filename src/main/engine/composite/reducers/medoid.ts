import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { type ObservationStack, takeObservation } from '../stack.ts';
import type { Reducer } from './reducer.ts';

/**
 * The observation whose spectrum has the least sum of Euclidean distances to all other clear ones (Flood 2013, “Seasonal
 * composite Landsat TM/ETM+ images using the medoid”, Remote Sensing 5:6481–6500). Ties take the earliest. All bands
 * come from one date, so the spectrum is one that was measured.
 */
export const medoid: Reducer = {
  id: 'medoid',
  summary: 'The measured spectrum that is nearest to all others of the period.',
  needs: [],
  reduce(stack, out) {
    const clear = new Int32Array(stack.observations);
    const sums = new Float64Array(stack.observations);
    for (let pixel = 0; pixel < stack.pixels; pixel++) {
      const count = clearObservations(stack, pixel, clear);
      takeObservation(stack, nearest(stack, pixel, clear, count, sums), pixel, out);
    }
  },
};

function clearObservations(stack: ObservationStack, pixel: number, into: Int32Array): number {
  const step = stack.bands * stack.pixels;
  let count = 0;
  for (let observation = 0; observation < stack.observations; observation++) {
    if (stack.values[observation * step + pixel] !== COMPOSITE_NODATA) into[count++] = observation;
  }
  return count;
}

function nearest(stack: ObservationStack, pixel: number, clear: Int32Array, count: number, sums: Float64Array): number {
  if (count < 3) return count === 0 ? -1 : (clear[0] ?? -1);
  sums.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const distance = Math.sqrt(squaredDistance(stack, clear[i] ?? 0, clear[j] ?? 0, pixel));
      sums[i] = (sums[i] ?? 0) + distance;
      sums[j] = (sums[j] ?? 0) + distance;
    }
  }
  let best = 0;
  for (let i = 1; i < count; i++) if ((sums[i] ?? 0) < (sums[best] ?? 0)) best = i;
  return clear[best] ?? -1;
}

function squaredDistance(stack: ObservationStack, a: number, b: number, pixel: number): number {
  const { values, bands, pixels } = stack;
  let sum = 0;
  for (let band = 0; band < bands; band++) {
    const difference = (values[(a * bands + band) * pixels + pixel] ?? 0) - (values[(b * bands + band) * pixels + pixel] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
