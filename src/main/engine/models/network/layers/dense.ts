import { affine } from '../operations.ts';
import type { Layer, ParameterSpec } from './layer.ts';

export interface DenseOptions {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Left out before a batch normalisation, which would take it away again. */
  readonly bias: 'with-bias' | 'without-bias';
}

/** A fully connected layer on rows [−1, inputs]. Begins as PyTorch's Linear does, evenly within ±1/√inputs. */
export function dense({ name, inputs, outputs, bias }: DenseOptions): Layer {
  const initial = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const;
  const weight: ParameterSpec = { name: `${name}.weight`, shape: [inputs, outputs], initial, isPenalised: true };
  const offset: ParameterSpec = { name: `${name}.bias`, shape: [outputs], initial, isPenalised: false };
  return {
    name,
    parameters: bias === 'with-bias' ? [weight, offset] : [weight],
    statistics: [],
    feeds: [],
    forward: (tape, input) => affine(tape, input, tape.provided(weight.name), bias === 'with-bias' ? tape.provided(offset.name) : null),
  };
}
