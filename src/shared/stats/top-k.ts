/**
 * Share of rows whose reference class is among the k likeliest, for k = 1…most. Among equal probabilities the class that
 * comes first counts as likelier, as where a map's class is decided (`decision.ts`).
 * @param probabilities float32, row-major [rows, classes]; a row with NaN counts as wrong for every k
 * @param reference class index per row
 * @returns `most` shares, each at least the one before; all 0 without rows
 */
export function topShares(probabilities: Float32Array, reference: ArrayLike<number>, classes: number, most: number): number[] {
  const hits = new Array<number>(most).fill(0);
  for (let row = 0; row < reference.length; row++) {
    const rank = rankOf(probabilities.subarray(row * classes, (row + 1) * classes), reference[row] as number);
    for (let k = rank; k < most; k++) hits[k] = (hits[k] as number) + 1;
  }
  return hits.map((hit) => (reference.length === 0 ? 0 : hit / reference.length));
}

/** How many classes are likelier than `wanted`. */
function rankOf(values: Float32Array, wanted: number): number {
  const own = values[wanted] as number;
  if (Number.isNaN(own)) return Infinity;
  let rank = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c] as number;
    if (value > own || (value === own && c < wanted)) rank++;
  }
  return rank;
}
