import { WEIGHT_UNITS } from './options.ts';

/**
 * Units of weight that tree `tree` of `trees` hands out: together exactly 2²⁴.
 *
 * A forest's probability is the mean of its trees' class shares. Here each leaf's shares are whole numbers of units of
 * 2⁻²⁴ that sum to the tree's units, so every partial sum is exact in float32 whatever the order of the trees: ONNX
 * Runtime, which adds in float32 and in parts, and the trainer give the same bits, and equal votes are equal everywhere.
 * The rounding moves a probability by less than 10⁻⁷ × trees at worst.
 */
export function unitsOfTree(tree: number, trees: number): number {
  return Math.floor((WEIGHT_UNITS * (tree + 1)) / trees) - Math.floor((WEIGHT_UNITS * tree) / trees);
}

/**
 * Shares of the classes in a leaf as whole units that sum to `units` (largest remainders; ties to the lower class).
 * @param weights weight of each class in the leaf, some above 0
 */
export function leafUnits(weights: Float64Array, units: number): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight / total) * units);
  const shares = Int32Array.from(exact, Math.floor);
  let left = units - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = Array.from(shares.keys())
    .filter((c) => (weights[c] as number) > 0)
    .sort((a, b) => (exact[b] as number) - (shares[b] as number) - ((exact[a] as number) - (shares[a] as number)) || a - b);
  for (const c of byRemainder) {
    if (left <= 0) break;
    shares[c] = (shares[c] as number) + 1;
    left--;
  }
  return shares;
}
