/**
 * The difference of two figures as a reader gets it who subtracts what is shown: both are rounded to `digits` decimals
 * first, so that 61.8 and 60.5 differ by 1.3 wherever that is told. Zero has no sign.
 */
export function toldDifference(a: number, b: number, digits: number): number {
  return Number((Number(a.toFixed(digits)) - Number(b.toFixed(digits))).toFixed(digits)) + 0;
}
