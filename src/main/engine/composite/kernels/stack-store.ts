import type { ObservationStack } from '../stack.ts';

/** How the stored numbers of a band become composite values: nodata is tested first, then `add` is added. */
export interface BandRule {
  /** Stored value that means no data, or null. */
  readonly nodata: number | null;
  /** Added to the stored value, −65 534…65 534; the sum is clamped to 0…65 534. */
  readonly add: number;
}

/** Size of a stack. */
export interface StackShape {
  /** Most observations that will be in it at once. */
  readonly observations: number;
  readonly bands: number;
  /** Pixels of the window or strip. */
  readonly pixels: number;
}

/**
 * Memory for one period's observations, and the kernels that run over it. Planes are filled where they lie, so nothing
 * is copied between reading and reducing.
 */
export interface StackStore {
  /** Pixels rounded up to whole vectors: the distance between planes, and the length of every output. */
  readonly stride: number;
  /** 1 = clear; `pixels` entries, filled before {@link settle}. */
  readonly clear: Uint8Array;
  /** Where one band of one observation is read to: `pixels` stored values. */
  plane(observation: number, band: number): Uint16Array;
  /** Turns the stored values of one observation into composite values, 65 535 where masked or without data in any band. */
  settle(observation: number, rules: readonly BandRule[]): void;
  /** The clear observations of each pixel among the first `observations`; valid until the next call. */
  count(observations: number): Uint16Array;
  /** The median per band of the first `observations`, `[band * stride + pixel]`; valid until the next call. */
  median(observations: number): Uint16Array;
  /** The first `observations` as other reducers take them (its `pixels` is the stride). */
  view(observations: number): ObservationStack;
}

/** Pixels of a whole number of vectors of eight. */
export function strideOf(pixels: number): number {
  return (pixels + 7) & ~7;
}
