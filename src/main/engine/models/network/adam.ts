import type { Tape } from './tape.ts';

/** Shares of the old moments (Kingma and Ba 2015, algorithm 1) and what keeps the quotient finite. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What a step of Adam changes: names of tensors on the tape. */
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

/** What a step is written between. */
export interface AdamStep {
  readonly before: AdamTensors;
  /** Names that the outputs get. */
  readonly after: AdamTensors;
  readonly rates: AdamRates;
  /** Name of the gradient of all parameters. */
  readonly gradient: string;
}

/**
 * A step of AdamW (Loshchilov and Hutter 2019; with no decay it is Adam). All parameters lie in one vector, so that a step
 * is eleven passes over it and not eleven operators for each tensor; the moments are kept as m / (1 − β₁) and v / (1 − β₂),
 * which saves two of them.
 */
export function adamStep(tape: Tape, { before, after, rates, gradient }: AdamStep): void {
  const add = (inputs: readonly string[], output: string): string => tape.graph.node('Add', inputs, { outputs: [output] });
  const first = add([tape.node('Mul', [before.moment1, tape.number(BETA1)]), gradient], after.moment1);
  const second = add([tape.node('Mul', [before.moment2, tape.number(BETA2)]), tape.node('Mul', [gradient, gradient])], after.moment2);
  const direction = tape.node('Div', [first, tape.node('Add', [tape.node('Sqrt', [second]), rates.epsilon])]);
  const kept = tape.node('Mul', [before.weights, rates.keep]);
  tape.graph.node('Sub', [kept, tape.node('Mul', [direction, rates.rate])], { outputs: [after.weights] });
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
