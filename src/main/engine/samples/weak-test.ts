import type { SampleTable } from './table.ts';
import type { RejectionLog } from './rejection-log.ts';
import { countBy } from './split.ts';

/** Test rows below this weight may be dropped. */
const WEAK = 0.5;
/** Share of a data set's test rows that count as its weakest. */
const WEAKEST_SHARE = 0.2;
/** A class keeps its weak test rows when it would have fewer than this without them. */
const LEAST_TEST_ROWS = 10;

/**
 * The rows that stay when the weak test rows go: those lighter than 0.5 and lighter than the 20th percentile of the test
 * rows of their data set, unless their class would fall below ten test rows (DOMAIN.md B7; linear percentile as numpy's).
 */
export function rowsWithoutWeakTest(table: SampleTable, skipped: RejectionLog): number[] {
  const test = table.splits.flatMap((split, row) => (split === 'train' ? [] : [row]));
  const datasetOf = (row: number): string => table.attributes.get('dataset')?.[row] ?? '';
  const limits = new Map<string, number>();
  for (const dataset of new Set(test.map(datasetOf))) {
    limits.set(dataset, percentile(test.filter((row) => datasetOf(row) === dataset).map((row) => table.weights[row] ?? 1), WEAKEST_SHARE));
  }
  const weak = new Set(test.filter((row) => (table.weights[row] ?? 1) < WEAK && (table.weights[row] ?? 1) < (limits.get(datasetOf(row)) ?? 0)));
  if (weak.size === 0) return table.classes.map((_, row) => row);
  const strong = countBy(test.filter((row) => !weak.has(row)).map((row) => table.classes[row] ?? ''));
  return table.classes.flatMap((code, row) => {
    if (!weak.has(row) || (strong.get(code) ?? 0) < LEAST_TEST_ROWS) return [row];
    skipped.add('too weak a label for the test', table.ids[row] ?? '');
    return [];
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? NaN;
  return low + ((sorted[Math.ceil(rank)] ?? low) - low) * (rank - Math.floor(rank));
}
