import { z } from 'zod';

/** Unit of leaf weights: all weights of a forest are multiples of 2⁻²⁴, see `leaf.ts`. */
export const WEIGHT_UNITS = 2 ** 24;

/** How a forest is grown. Defaults are scikit-learn's, but for the depth. */
export const forestOptionsSchema = z.object({
  trees: z.int().min(1).max(2000).default(100),
  /** Questions on the longest path; 0 asks none. */
  maxDepth: z.int().min(1).max(64).default(16),
  /** Distinct training rows that a leaf must hold. */
  minLeaf: z.int().min(1).default(1),
  /** Columns tried per node: the square root of all of them, or a number. */
  featuresPerNode: z.union([z.literal('sqrt'), z.int().min(1)]).default('sqrt'),
  /** `balanced`: each class weighs the same in sum; `none`: each row. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  seed: z.int().min(0).max(4_294_967_295).default(42),
});
export type ForestOptions = z.infer<typeof forestOptionsSchema>;

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
