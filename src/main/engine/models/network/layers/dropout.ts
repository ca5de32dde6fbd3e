import { weigh } from '../operations.ts';
import type { FeedSpec, Layer } from './layer.ts';

export interface DropoutOptions {
  readonly name: string;
  /** Share of values that become 0, 0…1. */
  readonly rate: number;
  /** Shape of a row. */
  readonly shape: readonly number[];
}

/**
 * Dropout (Srivastava et al. 2014), scaled in training so that inference needs nothing. What is kept is fed: the trainer
 * draws it, so that a run can be repeated and resumed; the generator inside ONNX Runtime cannot be put back.
 */
export function dropout({ name, rate, shape }: DropoutOptions): Layer {
  const keep: FeedSpec = { name: `${name}.keep`, shape, source: { kind: 'keep', rate } };
  return {
    name,
    parameters: [],
    statistics: [],
    feeds: rate > 0 ? [keep] : [],
    forward: (tape, input) => (tape.mode === 'train' && rate > 0 ? weigh(tape, input, tape.provided(keep.name)) : input),
  };
}
