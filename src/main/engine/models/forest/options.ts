import type { ForestOptions } from '../../../../shared/contract/jobs/train.ts';

/** Unit of leaf weights: all weights of a forest are multiples of 2⁻²⁴, see `leaf.ts`. */
export const WEIGHT_UNITS = 2 ** 24;

/** Columns tried per node for a matrix of `columns`. */
export function columnsPerNode(options: ForestOptions, columns: number): number {
  const wanted = options.featuresPerNode === 'sqrt' ? Math.floor(Math.sqrt(columns)) : options.featuresPerNode;
  return Math.min(columns, Math.max(1, wanted));
}

/**
 * Weight of a row of each class.
 * @param labels class index per row
 */
export function weightsOfClasses(labels: Uint16Array, classes: number, mode: ForestOptions['classWeights']): Float64Array {
  const weights = new Float64Array(classes).fill(1);
  if (mode === 'none') return weights;
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const present = counts.filter((count) => count > 0).length;
  return weights.map((_, c) => (counts[c] ? labels.length / (present * (counts[c] ?? 1)) : 0));
}
