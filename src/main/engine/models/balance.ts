import type { BalanceMethod } from '../../../shared/contract/jobs/train.ts';
import type { BalanceBy } from '../../../shared/families/network.ts';
import type { OptionValue } from '../../../shared/families/option-form.ts';

/** No class weighs less or more than this. */
const LEAST = 0.1;
const MOST = 10;

/** Weight of each class before scaling, from the number of its rows, the number of classes with rows and all rows. */
const METHODS: Readonly<Record<BalanceMethod, (counts: Float64Array, rows: number) => Float64Array>> = {
  none: (counts) => counts.map(() => 1),
  balanced: (counts, rows) => counts.map((count) => rows / (counts.length * count)),
  log(counts) {
    const inverse = counts.map((count) => 1 / count);
    const mean = meanOf(inverse);
    return inverse.map((value) => Math.log1p(value / mean));
  },
  // (1 − β) / (1 − βⁿ) with β = N / (N + 1), of Cui et al. 2019, Class-Balanced Loss.
  effective(counts, rows) {
    const logBeta = -Math.log1p(1 / rows);
    return counts.map((count) => 1 / (rows + 1) / -Math.expm1(count * logBeta));
  },
};

/**
 * Weight of a row of each class (DOMAIN.md B7, as WorldCereal's training weighs its classes): by the method, scaled to a
 * mean of 1 over the classes that have rows, then clipped to [0.1, 10]. The one place where classes are balanced.
 * @param labels class index per row
 * @returns per class; 0 for one without rows
 */
export function classWeights(labels: ArrayLike<number>, classes: number, method: BalanceMethod): Float64Array {
  const counts = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) counts[labels[row] as number] = (counts[labels[row] as number] ?? 0) + 1;
  const present = Array.from(counts.keys()).filter((c) => (counts[c] as number) > 0);
  const weights = METHODS[method](Float64Array.from(present, (c) => counts[c] as number), labels.length);
  const mean = meanOf(weights);
  const scaled = new Float64Array(classes);
  present.forEach((c, i) => (scaled[c] = Math.min(MOST, Math.max(LEAST, (weights[i] as number) / mean))));
  return scaled;
}

/** How a training balances its classes: as its family's options say, by weights where they say nothing (trees); null where nothing is balanced. */
export function balancedBy({ balance, options }: { readonly balance: BalanceMethod; readonly options: Readonly<Record<string, OptionValue>> }): BalanceBy | null {
  if (balance === 'none') return null;
  return options['balanceBy'] === 'draws' ? 'draws' : 'weights';
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
