import type { FitOptions } from './fit.ts';

/** Fewest steps of an epoch, and fewest rows of a batch that is made smaller for it. */
const LEAST_STEPS = 8;
const SMALLEST_BATCH = 32;

/** Options as every family of networks has them. */
export interface GivenOptions {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly patience: number;
  readonly stopAfter: number;
}

/**
 * How a network is trained on so many rows. A batch that would leave an epoch fewer than eight steps is made smaller: with
 * WorldCereal's 1024 rows a set of 500 samples would take fifty steps in all and learn next to nothing.
 */
export function fitOptions(given: GivenOptions, rows: number, penalty = 0): FitOptions {
  const { epochs, learningRate, patience, stopAfter } = given;
  const batch = Math.min(given.batch, Math.max(SMALLEST_BATCH, Math.ceil(rows / LEAST_STEPS)));
  return { epochs, batch, learningRate, decay: given.weightDecay, penalty, patience, stopAfter };
}
