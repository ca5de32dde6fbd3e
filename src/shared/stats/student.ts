/** Quantiles of 95 % of Student's t, for 1…10 degrees of freedom. */
const TABLE = [6.3138, 2.92, 2.3534, 2.1318, 2.015, 1.9432, 1.8946, 1.8595, 1.8331, 1.8125];
const NORMAL = 1.6448536269514722;

/** The 95 % quantile of Student's t: half the width of a two-sided interval at 90 %. Beyond ten degrees by Cornish and Fisher's expansion, right to 0.001. */
export function studentQuantile95(degrees: number): number {
  const known = TABLE[degrees - 1];
  if (known !== undefined) return known;
  const z = NORMAL;
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}
