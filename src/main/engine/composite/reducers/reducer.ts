import type { ObservationStack } from '../stack.ts';

/** What a reducer may need besides the stack. */
export interface ReducerOptions {
  /** Band names in the order of the stack. */
  readonly bands: readonly string[];
  /** 0…100, for `percentile`. */
  readonly percentile: number;
}

/** A way to make one value per pixel and band out of the clear observations of a period. */
export interface Reducer {
  readonly id: string;
  /** One sentence for help texts. */
  readonly summary: string;
  /** Bands that must be among those composited; one of each group. */
  readonly needs: readonly (readonly string[])[];
  /**
   * Fills `out`, `out[band * pixels + pixel]`, with 0…65 534, and 65 535 where no observation is clear.
   */
  reduce(stack: ObservationStack, out: Uint16Array, options: ReducerOptions): void;
}
