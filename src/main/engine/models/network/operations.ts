import type { Tape, Variable } from './tape.ts';

/** Product of the sizes, the varying one left out. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => (side < 0 ? product : product * side), 1);
}

/** The same numbers in another shape. */
export function reshape(tape: Tape, input: Variable, shape: readonly number[]): Variable {
  if (input.shape.length === shape.length && input.shape.every((side, i) => side === shape[i])) return input;
  const name = tape.node('Reshape', [input.name, tape.graph.ints(shape)]);
  return tape.record(name, shape, [input], (gradient, give) => {
    give(input, tape.node('Reshape', [gradient, tape.graph.ints(input.shape)]));
  });
}

/** Rows [−1, in] × weight [in, out], and a bias [out] where there is one: Y = XW + b, ∂X = ∂Y Wᵀ, ∂W = Xᵀ ∂Y, ∂b = Σ ∂Y. */
export function affine(tape: Tape, rows: Variable, weight: Variable, bias: Variable | null): Variable {
  const inputs = bias ? [rows, weight, bias] : [rows, weight];
  const name = tape.node('Gemm', inputs.map((input) => input.name));
  return tape.record(name, [-1, weight.shape[1] ?? 0], inputs, (gradient, give) => {
    if (rows.isTracked) give(rows, tape.node('Gemm', [gradient, weight.name], { transB: { int: 1 } }));
    give(weight, tape.node('Gemm', [rows.name, gradient], { transA: { int: 1 } }));
    if (bias) give(bias, sumRows(tape, gradient));
  });
}

const BOOLEAN = 9;

/** Negative numbers become 0. The gradient passes where the output is not 0: as a truth value and back, which is four times as fast as its sign. */
export function rectify(tape: Tape, input: Variable): Variable {
  const name = tape.node('Relu', [input.name]);
  return tape.record(name, input.shape, [input], (gradient, give) => {
    const passes = tape.node('Cast', [tape.node('Cast', [name], { to: { int: BOOLEAN } })], { to: { int: tape.elementCode } });
    give(input, tape.node('Mul', [gradient, passes]));
  });
}

/** Input × factors of the same shape, through which no gradient passes to the factors. */
export function weigh(tape: Tape, input: Variable, factors: Variable): Variable {
  return tape.record(tape.node('Mul', [input.name, factors.name]), input.shape, [input], (gradient, give) => {
    give(input, tape.node('Mul', [gradient, factors.name]));
  });
}

/** Sum over the rows, [columns]: how a bias sees the gradient. @returns the name */
export function sumRows(tape: Tape, rows: string): string {
  return tape.node('ReduceSum', [rows, tape.graph.ints([0])], { keepdims: { int: 0 } });
}

/** Mean over the rows, [columns]. @returns the name */
export function meanRows(tape: Tape, rows: string): string {
  return tape.node('ReduceMean', [rows], { axes: { ints: [0] }, keepdims: { int: 0 } });
}

/** How many rows the batch has × `perRow`, as a number without dimensions. Worked out once. @returns the name */
export function countRows(tape: Tape, batch: string, perRow: number): string {
  const rows = tape.once('rows', () => {
    const counted = tape.node('Gather', [tape.node('Shape', [batch]), tape.places('first', [], [0])], { axis: { int: 0 } });
    return tape.node('Cast', [counted], { to: { int: tape.elementCode } });
  });
  return perRow === 1 ? rows : tape.once(`rows × ${perRow}`, () => tape.node('Mul', [rows, tape.number(perRow)]));
}
