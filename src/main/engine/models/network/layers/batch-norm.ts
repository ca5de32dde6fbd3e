import { countRows, meanRows, reshape, sizeOf } from '../operations.ts';
import type { Tape, Variable } from '../tape.ts';
import type { Layer } from './layer.ts';

export interface BatchNormOptions {
  readonly name: string;
  /** Shape of a row; the last side is normalised column by column. */
  readonly shape: readonly number[];
}

/** Added to the variance: PyTorch's default. */
export const BATCH_NORM_EPSILON = 1e-5;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): each column by the mean and variance of the batch (over rows and steps) in
 * training, by their running values in inference; then scale and shift. As in PyTorch, the running variance is the
 * unbiased one.
 */
export function batchNorm({ name, shape }: BatchNormOptions): Layer {
  const columns = shape.at(-1) ?? 1;
  const part = (suffix: string): string => `${name}.${suffix}`;
  return {
    name,
    parameters: [
      { name: part('scale'), shape: [columns], initial: { kind: 'constant', value: 1 }, isPenalised: false },
      { name: part('shift'), shape: [columns], initial: { kind: 'constant', value: 0 }, isPenalised: false },
    ],
    statistics: [
      { name: part('mean'), shape: [columns], initial: 0 },
      { name: part('variance'), shape: [columns], initial: 1 },
    ],
    feeds: [],
    forward(tape, input) {
      const rows = reshape(tape, input, [-1, columns]);
      const terms = { scale: tape.provided(part('scale')), shift: tape.provided(part('shift')) };
      const running = { mean: part('mean'), variance: part('variance') };
      const isTraining = tape.mode === 'train';
      const normalised = isTraining ? byBatch(tape, { rows, count: countRows(tape, input.name, sizeOf(shape) / columns) }, terms, running) : byRunning(tape, rows, terms, running);
      return reshape(tape, normalised, input.shape);
    },
  };
}

interface Rows {
  readonly rows: Variable;
  /** Name of their number. */
  readonly count: string;
}
interface Terms {
  readonly scale: Variable;
  readonly shift: Variable;
}
interface Running {
  readonly mean: string;
  readonly variance: string;
}

function byRunning(tape: Tape, rows: Variable, { scale, shift }: Terms, running: Running): Variable {
  const factor = tape.node('Mul', [scale.name, inverseDeviation(tape, tape.provided(running.variance).name)]);
  const offset = tape.node('Sub', [shift.name, tape.node('Mul', [tape.provided(running.mean).name, factor])]);
  const name = tape.node('Add', [tape.node('Mul', [rows.name, factor]), offset]);
  return tape.record(name, rows.shape, [rows, scale, shift], () => {
    throw new RangeError('a network is differentiated in training mode');
  });
}

/**
 * With c = x − mean and r = 1/√(variance + ε): y = c·r·scale + shift, ∂shift = Σ∂y, ∂scale = r Σ c·∂y,
 * ∂x = r·scale · (∂y − mean(∂y) − c · r² · mean(c·∂y)).
 */
function byBatch(tape: Tape, { rows, count }: Rows, { scale, shift }: Terms, running: Running): Variable {
  const mean = meanRows(tape, rows.name);
  const centred = tape.node('Sub', [rows.name, mean]);
  const variance = meanRows(tape, tape.node('Mul', [centred, centred]));
  tape.observe(running.mean, mean);
  tape.observe(running.variance, tape.node('Mul', [variance, unbiased(tape, count)]));
  const inverse = inverseDeviation(tape, variance);
  const factor = tape.node('Mul', [inverse, scale.name]);
  const name = tape.node('Add', [tape.node('Mul', [centred, factor]), shift.name]);
  return tape.record(name, rows.shape, [rows, scale, shift], (gradient, give) => {
    const level = meanRows(tape, gradient);
    const slope = meanRows(tape, tape.node('Mul', [centred, gradient]));
    give(shift, tape.node('Mul', [level, count]));
    give(scale, tape.node('Mul', [tape.node('Mul', [slope, count]), inverse]));
    if (!rows.isTracked) return;
    const lean = tape.node('Mul', [slope, tape.node('Mul', [inverse, inverse])]);
    const rest = tape.node('Sub', [tape.node('Sub', [gradient, level]), tape.node('Mul', [centred, lean])]);
    give(rows, tape.node('Mul', [rest, factor]));
  });
}

function inverseDeviation(tape: Tape, variance: string): string {
  return tape.node('Reciprocal', [tape.node('Sqrt', [tape.node('Add', [variance, tape.number(BATCH_NORM_EPSILON)])])]);
}

/** n / (n − 1), what makes the variance of a batch an estimate of that of all; 1 for a single row. */
function unbiased(tape: Tape, count: string): string {
  return tape.once(`unbiased ${count}`, () => {
    const fewer = tape.node('Max', [tape.node('Sub', [count, tape.number(1)]), tape.number(1)]);
    return tape.node('Div', [count, fewer]);
  });
}
