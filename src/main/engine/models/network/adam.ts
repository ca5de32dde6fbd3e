import type { Tape } from './tape.ts';

/** Shares of the old moments (Kingma and Ba 2015, algorithm 1) and what keeps the quotient finite. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What a step of Adam is fed, and in which state it leaves: names of tensors on the tape. */
export interface AdamTensors {
  readonly weights: string;
  readonly moment1: string;
  readonly moment2: string;
}

/** Numbers that depend on the step and are fed. */
export interface AdamRates {
  readonly rate: string;
  readonly epsilon: string;
  /** Share of a weight that stays: 1 − learning rate × decay. */
  readonly keep: string;
}

/**
 * A step of AdamW (Loshchilov and Hutter 2019; with no decay it is Adam). All parameters lie in one vector, so that a step
 * is ten passes over it and not ten operators for each tensor; the moments are kept as m / (1 − β₁) and v / (1 − β₂), which
 * saves two of them.
 * @param gradient name of the gradient of all parameters
 */
export function adamStep(tape: Tape, { weights, moment1, moment2 }: AdamTensors, { rate, epsilon, keep }: AdamRates, gradient: string): AdamTensors {
  const first = tape.node('Add', [tape.node('Mul', [moment1, tape.number(BETA1)]), gradient]);
  const second = tape.node('Add', [tape.node('Mul', [moment2, tape.number(BETA2)]), tape.node('Mul', [gradient, gradient])]);
  const direction = tape.node('Div', [first, tape.node('Add', [tape.node('Sqrt', [second]), epsilon])]);
  const moved = tape.node('Sub', [tape.node('Mul', [weights, keep]), tape.node('Mul', [direction, rate])]);
  return { weights: moved, moment1: first, moment2: second };
}

/**
 * What to feed in a step: with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ), the step lr · m̂ / (√v̂ + ε) in terms of the
 * moments as they are kept.
 * @param step counted from 1
 */
export function adamRates(step: number, learningRate: number, decay: number): { readonly rate: number; readonly epsilon: number; readonly keep: number } {
  const scale = Math.sqrt((1 - BETA2 ** step) / (1 - BETA2));
  return { rate: (learningRate * (1 - BETA1) * scale) / (1 - BETA1 ** step), epsilon: EPSILON * scale, keep: 1 - learningRate * decay };
}
