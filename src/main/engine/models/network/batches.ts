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
  return inBatches(order, size);
}

/**
 * As many rows as there are, drawn one by one with replacement, each with its share of the chances, in batches of `size`: PyTorch's
 * WeightedRandomSampler with `num_samples` of all rows (DOMAIN B7). About a third of the rows is not seen in an epoch, more of the common classes.
 * @param chances relative chance per row, 0 or more, not all 0
 */
export function drawnBatches(chances: Float64Array, size: number, random: RandomStream): Int32Array[] {
  const upTo = new Float64Array(chances.length);
  let sum = 0;
  chances.forEach((chance, row) => (upTo[row] = sum += chance));
  return inBatches(Int32Array.from(chances, () => rowAt(upTo, random.unit() * sum)), size);
}

/** The first row whose chances and those before it add up to more than `at`. */
function rowAt(upTo: Float64Array, at: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function inBatches(order: Int32Array, size: number): Int32Array[] {
  const batches: Int32Array[] = [];
  for (let first = 0; first < order.length; ) {
    const end = order.length - (first + size) < FEWEST ? order.length : first + size;
    batches.push(order.subarray(first, end));
    first = end;
  }
  return batches;
}
