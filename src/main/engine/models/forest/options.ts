import type { ForestOptions } from '../../../../shared/families/forest.ts';

/** Unit of leaf weights: all weights of a forest are multiples of 2⁻²⁴, see `leaf.ts`. */
export const WEIGHT_UNITS = 2 ** 24;

/** Columns tried per node for a matrix of `columns`. */
export function columnsPerNode(options: ForestOptions, columns: number): number {
  const wanted = options.featuresPerNode === 'sqrt' ? Math.floor(Math.sqrt(columns)) : options.featuresPerNode;
  return Math.min(columns, Math.max(1, wanted));
}
