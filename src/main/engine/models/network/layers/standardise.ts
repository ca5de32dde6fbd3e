import type { Tape } from '../tape.ts';
import type { Layer } from './layer.ts';

/** Values further from the mean count as so many deviations: an infinite or absurd one must not drown the rest. */
const LIMIT = 10;

/** Mean and deviation per column. */
export interface Normalisation {
  readonly means: readonly number[];
  /** Above 0. */
  readonly deviations: readonly number[];
}

/**
 * (x − mean) / deviation in the last side, within ±10, and 0, the mean, for what is missing (NaN). Not trained: the numbers come from
 * the training rows. With null only what is missing is replaced.
 */
export function standardise(name: string, normalisation: Normalisation | null): Layer {
  return {
    name,
    parameters: [],
    statistics: [],
    feeds: [],
    forward(tape, input) {
      const scaled = normalisation ? scaledBy(tape, name, input.name, normalisation) : input.name;
      return { name: tape.node('Where', [tape.node('IsNaN', [scaled]), tape.number(0), scaled]), shape: input.shape, isTracked: false };
    },
  };
}

function scaledBy(tape: Tape, name: string, input: string, { means, deviations }: Normalisation): string {
  const centred = tape.node('Sub', [input, tape.constant(`${name}.means`, [means.length], means)]);
  const scaled = tape.node('Div', [centred, tape.constant(`${name}.deviations`, [deviations.length], deviations)]);
  return tape.node('Clip', [scaled, tape.number(-LIMIT), tape.number(LIMIT)]);
}

/**
 * Mean and deviation of each of the last `columns` sides over all rows and steps, missing values (NaN) left out. A column
 * that never varies, or has no value, gets a deviation of 1.
 * @param values float32, row-major, any sides before the columns
 */
export function normalisationOf(values: Float32Array, columns: number): Normalisation {
  const counts = new Float64Array(columns);
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  // Welford's update: no sum of large squares loses the small differences.
  for (let i = 0, c = 0; i < values.length; i++, c = c + 1 === columns ? 0 : c + 1) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    counts[c] = (counts[c] as number) + 1;
    const away = value - (means[c] as number);
    means[c] = (means[c] as number) + away / (counts[c] as number);
    squares[c] = (squares[c] as number) + away * (value - (means[c] as number));
  }
  const deviations = Array.from(squares, (square, c) => Math.sqrt(square / Math.max(1, counts[c] as number)));
  return { means: Array.from(means), deviations: deviations.map((deviation) => (deviation > 0 ? deviation : 1)) };
}
