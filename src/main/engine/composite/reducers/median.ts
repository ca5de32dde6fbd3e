import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { gatherClear, type ObservationStack } from '../stack.ts';
import type { Reducer } from './reducer.ts';

/**
 * The median per band. An even count averages the middle two and drops the half, which is bit for bit
 * `numpy.nanmedian(values, axis=0).astype(numpy.uint16)`.
 */
export const median: Reducer = {
  id: 'median',
  summary: 'Middle value of each band; an even count averages the middle two.',
  needs: [],
  reduce(stack, out) {
    for (let band = 0; band < stack.bands; band++) medianOfBand(stack, band, out.subarray(band * stack.pixels, (band + 1) * stack.pixels));
  },
};

/** The plain kernel: the oracle of the WebAssembly one, and what runs where that cannot be loaded. */
export function medianOfBand(stack: ObservationStack, band: number, out: Uint16Array): void {
  const clear = new Uint16Array(stack.observations);
  for (let pixel = 0; pixel < stack.pixels; pixel++) {
    const count = gatherClear(stack, band, pixel, clear);
    out[pixel] = count === 0 ? COMPOSITE_NODATA : middle(sortFirst(clear, count), count);
  }
}

/** Sorts the first `count` elements in place: insertion sort, the quickest for the handful that a period holds. */
export function sortFirst(values: Uint16Array, count: number): Uint16Array {
  if (count > 32) {
    values.subarray(0, count).sort();
    return values;
  }
  for (let i = 1; i < count; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    while (j >= 0 && (values[j] ?? 0) > value) {
      values[j + 1] = values[j] ?? 0;
      j--;
    }
    values[j + 1] = value;
  }
  return values;
}

function middle(sorted: Uint16Array, count: number): number {
  return ((sorted[(count - 1) >> 1] ?? 0) + (sorted[count >> 1] ?? 0)) >> 1;
}
