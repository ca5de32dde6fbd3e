import type { Tape, Variable } from '../tape.ts';

/** How a parameter begins. `uniform`: evenly between −bound and bound. */
export type Initial = { readonly kind: 'uniform'; readonly bound: number } | { readonly kind: 'constant'; readonly value: number };

/** A tensor that training changes. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
  /** Whether the L2 penalty applies: to weights, not to biases and scales. */
  readonly isPenalised: boolean;
}

/** A tensor that training counts along and inference uses, such as a running mean. */
export interface StatisticSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: number;
}

/** A tensor that is fed besides the input, one entry per row of the batch; `shape` is that of a row. */
export interface FeedSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** `data`: given with the rows. `keep`: drawn at random by the trainer, 1/(1 − rate) to keep a value and 0 to drop it. */
  readonly source: { readonly kind: 'data' } | { readonly kind: 'keep'; readonly rate: number };
}

/**
 * A layer: what it holds, and how it writes itself onto a tape. Its gradient needs no code where it is made of the tape's
 * operations; one that knows a shorter way records its own (see `batch-norm.ts`).
 */
export interface Layer {
  /** Unique in the network; its parameters are called `<name>.<part>`. */
  readonly name: string;
  readonly parameters: readonly ParameterSpec[];
  readonly statistics: readonly StatisticSpec[];
  readonly feeds: readonly FeedSpec[];
  /** Writes the layer. `input` has the rows first. */
  forward(tape: Tape, input: Variable): Variable;
}
