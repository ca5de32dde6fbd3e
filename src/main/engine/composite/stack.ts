import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';

/**
 * The observations of one period and one window, ready to reduce:
 * `values[(observation * bands + band) * pixels + pixel]`, uint16, 65 535 where the observation is not clear.
 * An observation is clear at a pixel in all bands or in none; observations are in order of time.
 */
export interface ObservationStack {
  readonly values: Uint16Array;
  readonly observations: number;
  readonly bands: number;
  readonly pixels: number;
}

/** A view of one band of one observation. */
export function planeOf(stack: ObservationStack, observation: number, band: number): Uint16Array {
  const start = (observation * stack.bands + band) * stack.pixels;
  return stack.values.subarray(start, start + stack.pixels);
}

/**
 * Counts the clear observations of each pixel.
 * @param out `pixels` counts, at most 65 534
 */
export function countClear(stack: ObservationStack, out: Uint16Array): void {
  out.fill(0);
  for (let observation = 0; observation < stack.observations; observation++) {
    const plane = planeOf(stack, observation, 0);
    for (let pixel = 0; pixel < stack.pixels; pixel++) {
      if (plane[pixel] !== COMPOSITE_NODATA) out[pixel] = (out[pixel] ?? 0) + 1;
    }
  }
}

/**
 * Copies the clear values of one pixel and band to the front of `into`, in order of time.
 * @returns how many there are
 */
export function gatherClear(stack: ObservationStack, band: number, pixel: number, into: Uint16Array): number {
  const { values, observations, bands, pixels } = stack;
  let count = 0;
  for (let observation = 0, at = band * pixels + pixel; observation < observations; observation++, at += bands * pixels) {
    const value = values[at] ?? COMPOSITE_NODATA;
    if (value !== COMPOSITE_NODATA) into[count++] = value;
  }
  return count;
}

/** Copies the spectrum of one observation at one pixel into `out` (`bands` planes of `pixels`); −1 writes nodata. */
export function takeObservation(stack: ObservationStack, observation: number, pixel: number, out: Uint16Array): void {
  const { values, bands, pixels } = stack;
  for (let band = 0; band < bands; band++) {
    out[band * pixels + pixel] = observation < 0 ? COMPOSITE_NODATA : (values[(observation * bands + band) * pixels + pixel] ?? COMPOSITE_NODATA);
  }
}
