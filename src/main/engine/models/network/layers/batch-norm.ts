import { meanRows, reshape, sumRows } from '../operations.ts';
import type { Tape, Variable } from '../tape.ts';
import type { Layer } from './layer.ts';

export interface BatchNormOptions {
  readonly name: string;
  /** Shape of a row; the last side is normalised column by column. */
  readonly shape: readonly number[];
}

/** Added to the variance, and share of a batch in the running values: PyTorch's defaults. */
export const BATCH_NORM_EPSILON = 1e-5;
const MOMENTUM = 0.1;

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
      return reshape(tape, tape.mode === 'train' ? byBatch(tape, rows, terms, running) : byRunning(tape, rows, terms, running), input.shape);
    },
  };
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
function byBatch(tape: Tape, rows: Variable, { scale, shift }: Terms, running: Running): Variable {
  const mean = meanRows(tape, rows.name);
  const centred = tape.node('Sub', [rows.name, mean]);
  const variance = meanRows(tape, tape.node('Mul', [centred, centred]));
  follow(tape, rows, running, { mean, variance });
  const inverse = inverseDeviation(tape, variance);
  const factor = tape.node('Mul', [inverse, scale.name]);
  const name = tape.node('Add', [tape.node('Mul', [centred, factor]), shift.name]);
  return tape.record(name, rows.shape, [rows, scale, shift], (gradient, give) => {
    const product = tape.node('Mul', [centred, gradient]);
    give(shift, sumRows(tape, gradient));
    give(scale, tape.node('Mul', [sumRows(tape, product), inverse]));
    if (!rows.isTracked) return;
    const lean = tape.node('Mul', [meanRows(tape, product), tape.node('Mul', [inverse, inverse])]);
    const level = tape.node('Sub', [gradient, meanRows(tape, gradient)]);
    give(rows, tape.node('Mul', [tape.node('Sub', [level, tape.node('Mul', [centred, lean])]), factor]));
  });
}

function inverseDeviation(tape: Tape, variance: string): string {
  return tape.node('Reciprocal', [tape.node('Sqrt', [tape.node('Add', [variance, tape.number(BATCH_NORM_EPSILON)])])]);
}

/** Running values after this batch. The unbiased variance is n / (n − 1) times that of the batch; of one row it is kept. */
function follow(tape: Tape, rows: Variable, running: Running, batch: { readonly mean: string; readonly variance: string }): void {
  const counted = tape.node('Gather', [tape.node('Shape', [rows.name]), tape.places('first', [], [0])], { axis: { int: 0 } });
  const count = tape.node('Cast', [counted], { to: { int: tape.type === 'float32' ? 1 : 11 } });
  const fewer = tape.node('Max', [tape.node('Sub', [count, tape.number(1)]), tape.number(1)]);
  const unbiased = tape.node('Mul', [batch.variance, tape.node('Div', [count, fewer])]);
  const moved = (statistic: string, seen: string): void => {
    const kept = tape.node('Mul', [tape.provided(statistic).name, tape.number(1 - MOMENTUM)]);
    tape.update(statistic, tape.node('Add', [kept, tape.node('Mul', [seen, tape.number(MOMENTUM)])]));
  };
  moved(running.mean, batch.mean);
  moved(running.variance, unbiased);
}
