import { reshape, sumRows } from '../operations.ts';
import type { Tape, Variable } from '../tape.ts';
import type { Layer, ParameterSpec } from './layer.ts';

export interface ConvolutionOptions {
  readonly name: string;
  readonly steps: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Steps that a filter sees; odd, so that it has a middle and the output as many steps as the input. */
  readonly width: number;
  /** `without-bias` before a batch normalisation, which would take it away again. */
  readonly bias: 'with-bias' | 'without-bias';
}

/**
 * A convolution over time with zeros before the first and after the last step: [rows, steps, inputs] → [rows, steps,
 * outputs], y(t) = Σ x(t + j − ⌊width/2⌋) W(j). The weight lies as [width × inputs, outputs].
 */
export function convolution(options: ConvolutionOptions): Layer {
  const { name, steps, inputs, outputs, width } = options;
  if (width % 2 === 0) throw new RangeError(`${name}: filters of an even width have no middle`);
  const initial = { kind: 'uniform', bound: 1 / Math.sqrt(inputs * width) } as const;
  const weight: ParameterSpec = { name: `${name}.weight`, shape: [width * inputs, outputs], initial, isPenalised: true };
  const offset: ParameterSpec = { name: `${name}.bias`, shape: [outputs], initial, isPenalised: false };
  const isBiased = options.bias === 'with-bias';
  return {
    name,
    parameters: isBiased ? [weight, offset] : [weight],
    statistics: [],
    feeds: [],
    forward(tape, input) {
      const rows = convolve(tape, { input, weight: tape.provided(weight.name), bias: isBiased ? tape.provided(offset.name) : null }, { steps, inputs, outputs, width });
      return reshape(tape, rows, [-1, steps, outputs]);
    },
  };
}

type Size = Pick<ConvolutionOptions, 'steps' | 'inputs' | 'outputs' | 'width'>;

/**
 * One gather and one matrix product, which for short series is faster than the operator Conv. With X the windows that the
 * filters see: ∂W = Xᵀ ∂Y, and ∂x is a convolution again, that of ∂y with the filters turned round in time.
 */
function convolve(tape: Tape, of: { readonly input: Variable; readonly weight: Variable; readonly bias: Variable | null }, size: Size): Variable {
  const { input, weight, bias } = of;
  const seen = windows(tape, input.name, size.inputs, size);
  const terms = bias ? [weight, bias] : [weight];
  const name = tape.node('Gemm', [seen, ...terms.map((term) => term.name)]);
  return tape.record(name, [-1, size.outputs], [input, ...terms], (gradient, give) => {
    give(weight, tape.node('Gemm', [seen, gradient], { transA: { int: 1 } }));
    if (bias) give(bias, sumRows(tape, gradient));
    if (!input.isTracked) return;
    const steps = tape.node('Reshape', [gradient, tape.graph.ints([-1, size.steps, size.outputs])]);
    const back = tape.node('Gemm', [windows(tape, steps, size.outputs, size), turned(tape, weight, size)]);
    give(input, tape.node('Reshape', [back, tape.graph.ints([-1, size.steps, size.inputs])]));
  });
}

/** What a filter sees at each step: [rows, steps, columns] → [rows × steps, width × columns]. */
function windows(tape: Tape, input: string, columns: number, { steps, width }: Size): string {
  const margin = (width - 1) / 2;
  const padded = margin === 0 ? input : tape.node('Pad', [input, tape.graph.ints([0, margin, 0, 0, margin, 0])]);
  const places = Array.from({ length: steps * width }, (_, i) => Math.floor(i / width) + (i % width));
  const gathered = tape.node('Gather', [padded, tape.places(`windows_${steps}_${width}`, [steps, width], places)], { axis: { int: 1 } });
  return tape.node('Reshape', [gathered, tape.graph.ints([-1, width * columns])]);
}

/** The filters from last to first, with inputs and outputs changed over: [width × outputs, inputs]. */
function turned(tape: Tape, weight: Variable, { inputs, outputs, width }: Size): string {
  const filters = tape.node('Reshape', [weight.name, tape.graph.ints([width, inputs, outputs])]);
  const order = tape.places(`reversed_${width}`, [width], Array.from({ length: width }, (_, i) => width - 1 - i));
  const reversed = tape.node('Gather', [filters, order], { axis: { int: 0 } });
  const changed = tape.node('Transpose', [reversed], { perm: { ints: [0, 2, 1] } });
  return tape.node('Reshape', [changed, tape.graph.ints([width * outputs, inputs])]);
}
