import type { GrownPart } from './grow.ts';
import { WEIGHT_UNITS } from './options.ts';

/**
 * Class shares of training rows by the trees that did not see them, with one more tree that votes for every class alike (Laplace's rule;
 * Provost and Domingos 2003, Tree Induction for Probability-Based Ranking, section 3.1): a row is judged by a third of the trees, and a
 * class that none of these few voted for is not impossible. A row that every tree saw stays 0.
 * @returns float32, row-major [rows, classes]
 */
export function sharesHeldOut(parts: readonly Pick<GrownPart, 'votes'>[], { rows, classes, trees }: { readonly rows: number; readonly classes: number; readonly trees: number }): Float32Array {
  const vote = WEIGHT_UNITS / trees;
  const shares = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const votes = Float64Array.from({ length: classes }, (_, c) => parts.reduce((sum, part) => sum + (part.votes[row * classes + c] as number), 0));
    const total = votes.reduce((sum, units) => sum + units, 0);
    if (total > 0) shares.set(votes.map((units) => (units + vote / classes) / (total + vote)), row * classes);
  }
  return shares;
}
