/** Standard normal quantile of 97.5 %. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's interval of a share at 95 % (Wilson 1927, Journal of the American Statistical Association 22, 209–212): it stays
 * within 0…1 and is honest for few trials.
 * @returns 0…1 without trials
 */
export function wilsonInterval(hits: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const square = Z_95 ** 2 / trials;
  const middle = (share + square / 2) / (1 + square);
  const half = (Z_95 / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
