import type { RandomStream } from '../forest/random.ts';

/** Fewest rows of a batch: batch normalisation needs two, and a handful of rows makes a wild step. */
const FEWEST = 2;

/**
 * Rows 0…rows−1 in an order drawn anew, in batches of `size`; a rest of a single row goes with the batch before it.
 * (Fisher and Yates' shuffle.)
 */
export function shuffledBatches(rows: number, size: number, random: RandomStream): Int32Array[] {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (let i = rows - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  const batches: Int32Array[] = [];
  for (let first = 0; first < rows; ) {
    const end = rows - (first + size) < FEWEST ? rows : first + size;
    batches.push(order.subarray(first, end));
    first = end;
  }
  return batches;
}
