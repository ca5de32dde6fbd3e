import { appError } from '../../../../shared/errors/app-error.ts';
import { hashText } from '../../samples/random.ts';

/** Rows to be parted into folds. */
export interface FoldRequest {
  /** Class index per row. */
  readonly labels: Uint16Array;
  readonly classes: number;
  /** What stays in one fold: parcel or block. */
  readonly groups: readonly string[];
  readonly folds: number;
  readonly seed: number;
}

interface Group {
  readonly name: string;
  readonly rows: number[];
  readonly counts: Float64Array;
  readonly spread: number;
  readonly order: number;
}

/**
 * Parts rows into folds by whole groups, with the classes spread as evenly as the groups allow: the most uneven groups
 * first, each into the fold where the classes' shares then differ least between folds (the greedy rule of scikit-learn's
 * StratifiedGroupKFold; Roberts et al. 2017 on why groups stay together).
 * @returns fold per row, 0…folds − 1
 * @throws AppError FOLDS_TOO_MANY where there are fewer groups than folds
 */
export function groupFolds({ labels, classes, groups, folds, seed }: FoldRequest): Int32Array {
  const all = groupsOf(labels, classes, groups, seed);
  if (all.length < folds) throw appError('FOLDS_TOO_MANY', { folds, groups: all.length });
  const totals = new Float64Array(classes);
  for (const { counts } of all) counts.forEach((count, c) => (totals[c] = (totals[c] as number) + count));
  const held = Array.from({ length: folds }, () => new Float64Array(classes));
  const sizes = new Float64Array(folds);
  const result = new Int32Array(labels.length);
  for (const { rows, counts } of all) {
    const best = bestFold(held, sizes, counts, totals);
    held[best]?.forEach((count, c, own) => (own[c] = count + (counts[c] as number)));
    sizes[best] = (sizes[best] as number) + rows.length;
    for (const row of rows) result[row] = best;
  }
  return result;
}

function groupsOf(labels: Uint16Array, classes: number, groups: readonly string[], seed: number): Group[] {
  const rowsOf = new Map<string, number[]>();
  groups.forEach((name, row) => {
    const rows = rowsOf.get(name);
    if (rows) rows.push(row);
    else rowsOf.set(name, [row]);
  });
  const all = Array.from(rowsOf, ([name, rows]): Group => {
    const counts = new Float64Array(classes);
    for (const row of rows) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
    return { name, rows, counts, spread: deviation(counts), order: hashText(seed, name) };
  });
  return all.toSorted((a, b) => b.spread - a.spread || a.order - b.order || (a.name < b.name ? -1 : 1));
}

/** The fold that a group makes the classes least uneven in; among equals the one with the fewest rows, then the first. */
function bestFold(held: readonly Float64Array[], sizes: Float64Array, counts: Float64Array, totals: Float64Array): number {
  let [best, lowest] = [0, Infinity];
  held.forEach((_, fold) => {
    let unevenness = 0;
    totals.forEach((total, c) => {
      if (total > 0) unevenness += deviation(Float64Array.from(held, (own, i) => ((own[c] as number) + (i === fold ? (counts[c] as number) : 0)) / total));
    });
    const isBetter = unevenness < lowest - 1e-12 || (unevenness < lowest + 1e-12 && (sizes[fold] as number) < (sizes[best] as number));
    if (isBetter) [best, lowest] = [fold, Math.min(lowest, unevenness)];
  });
  return best;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
