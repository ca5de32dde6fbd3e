import type { FeedSpec, Layer } from './layer.ts';

export interface MaskedMeanOptions {
  readonly name: string;
  readonly steps: number;
  readonly columns: number;
  /** Name of the mask that is fed: 1 for the steps of the season, 0 for the others, [rows, steps], or [1, steps] for all rows alike. */
  readonly mask: string;
}

/**
 * Mean over the steps of a season, [rows, steps, columns] → [rows, columns]. A row whose mask is empty takes all steps
 * (DOMAIN B7). The season is the same in training and inference; no gradient passes to the mask.
 */
export function maskedMean({ name, steps, columns, mask }: MaskedMeanOptions): Layer {
  const feed: FeedSpec = { name: mask, shape: [steps], source: { kind: 'data' } };
  return {
    name,
    parameters: [],
    statistics: [],
    feeds: [feed],
    forward(tape, input) {
      const total = (of: string): string => tape.node('ReduceSum', [of, tape.graph.ints([1])], { keepdims: { int: 1 } });
      const given = tape.provided(mask).name;
      const isEmpty = tape.node('Equal', [total(given), tape.number(0)]);
      const used = tape.node('Where', [isEmpty, tape.number(1), given]);
      const shares = tape.node('Reshape', [tape.node('Div', [used, total(used)]), tape.graph.ints([-1, 1, steps])]);
      const pooled = tape.node('Reshape', [tape.node('MatMul', [shares, input.name]), tape.graph.ints([-1, columns])]);
      return tape.record(pooled, [-1, columns], [input], (gradient, give) => {
        const row = tape.node('Reshape', [gradient, tape.graph.ints([-1, 1, columns])]);
        const column = tape.node('Reshape', [shares, tape.graph.ints([-1, steps, 1])]);
        give(input, tape.node('Mul', [column, row]));
      });
    },
  };
}
