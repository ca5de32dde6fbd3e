import type { Tape, Variable } from '../tape.ts';
import type { Layer } from './layer.ts';

export interface FillGapsOptions {
  readonly name: string;
  readonly bands: number;
  /** Day of each step, rising. */
  readonly days: readonly number[];
}

/**
 * Fills the gaps of a series, [rows, steps, bands], NaN = missing: linear in time between the nearest values before and
 * after, at the ends the nearest one (DOMAIN A2, `linear`). A band without any value stays NaN. Part of the file, so that
 * whoever runs it gets what the training had.
 */
export function fillGaps({ name, bands, days }: FillGapsOptions): Layer {
  return {
    name,
    parameters: [],
    statistics: [],
    feeds: [],
    forward(tape, input) {
      const context = { tape, bands, days, name };
      const steps = days.map((_, step) => `${name}.step_${step}`);
      const sizes = tape.graph.ints(days.map(() => 1));
      tape.graph.operator('Split', [input.name, sizes], { outputs: steps, attributes: { axis: { int: 1 } } });
      const missing = steps.map((step) => tape.node('IsNaN', [step]));
      const before = carried(context, steps, missing, days.map((_, step) => step));
      const after = carried(context, steps, missing, days.map((_, step) => days.length - 1 - step));
      return untracked(between(context, input.name, before, after), input);
    },
  };
}

interface Context {
  readonly tape: Tape;
  readonly bands: number;
  readonly days: readonly number[];
  readonly name: string;
}

/** The last value seen on the way through the steps in an order, and its day; NaN before the first. Each [rows, steps, bands]. */
function carried({ tape, days, name }: Context, steps: readonly string[], missing: readonly string[], order: readonly number[]): { readonly value: string; readonly day: string } {
  const values = new Array<string>(steps.length);
  const dates = new Array<string>(steps.length);
  let last: { readonly value: string; readonly day: string } | null = null;
  for (const step of order) {
    const isMissing = missing[step] ?? '';
    const day = tape.once(`${name}.day_${step}`, () => tape.constant(`${name}.day_${step}`, [1], [days[step] ?? 0]));
    const value: string = last ? tape.node('Where', [isMissing, last.value, steps[step] ?? '']) : (steps[step] ?? '');
    const seen: string = tape.node('Where', [isMissing, last?.day ?? day, day]);
    last = { value, day: seen };
    values[step] = value;
    dates[step] = seen;
  }
  const joined = (parts: readonly string[]): string => tape.node('Concat', parts, { axis: { int: 1 } });
  return { value: joined(values), day: joined(dates) };
}

interface Carried {
  readonly value: string;
  readonly day: string;
}

function between({ tape, days, name }: Context, input: string, before: Carried, after: Carried): string {
  const now = tape.constant(`${name}.days`, [1, days.length, 1], days);
  const share = tape.node('Div', [tape.node('Sub', [now, before.day]), tape.node('Sub', [after.day, before.day])]);
  const rise = tape.node('Mul', [tape.node('Sub', [after.value, before.value]), share]);
  const isFirst = tape.node('IsNaN', [before.value]);
  const isLast = tape.node('IsNaN', [after.value]);
  const inside = tape.node('Where', [isLast, before.value, tape.node('Add', [before.value, rise])]);
  const filled = tape.node('Where', [isFirst, after.value, inside]);
  return tape.node('Where', [tape.node('IsNaN', [input]), filled, input]);
}

function untracked(name: string, { shape }: Variable): Variable {
  return { name, shape, isTracked: false };
}
