import type { SampleDescription, SampleProfiles } from '../../../shared/contract/samples.ts';
import { csvLine } from '../../ui/csv.ts';

/** The curves as CSV: one line per class, quantity and period. */
export function profilesCsv({ periods, quantities, quantiles, classes }: SampleProfiles): string {
  const head = ['class', 'quantity', 'unit', 'start', 'end', 'n', 'mean', ...quantiles.map((share) => `q${share}`)];
  const rows = classes.flatMap(({ code, series }) => quantities.flatMap(({ name, unit }, q) => periods.map(({ start, end }, period) => {
    const found = series[q]?.[period];
    return [code, name, unit, start, end, found?.n ?? 0, found?.mean ?? null, ...(found?.quantiles ?? quantiles.map(() => null))];
  })));
  return [head, ...rows].map(csvLine).join('');
}

/** Classes, distributions and band statistics as CSV: `table` says which of the three a line belongs to. */
export function descriptionCsv({ classes, by, bands }: SampleDescription): string {
  const head = ['table', 'name', 'value', 'rows', 'train', 'test', 'n', 'missing', 'min', 'p2', 'p50', 'p98', 'max', 'mean', 'sd'];
  const filled = (cells: readonly (string | number | null)[]): (string | number | null)[] => head.map((_, i) => cells[i] ?? null);
  return [
    head,
    ...classes.map(({ code, rows, train, test }) => filled(['class', 'class', code, rows, train, test])),
    ...by.flatMap(({ name, values }) => values.map(({ value, rows }) => filled(['distribution', name, value, rows]))),
    ...bands.map(({ band, unit, n, missing, min, p2, p50, p98, max, mean, sd }) => filled(['band', band, unit, null, null, null, n, missing, min, p2, p50, p98, max, mean, sd])),
  ].map(csvLine).join('');
}
