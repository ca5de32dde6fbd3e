import type { SampleDescription, SampleProfiles } from '../../../shared/contract/samples.ts';
import { compositionTable } from '../../../shared/reports/composition-table.ts';
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

/** What a set is made of as CSV: classes, distributions, classes within them, and band statistics. */
export function descriptionCsv(description: SampleDescription): string {
  return compositionTable(description).map(csvLine).join('');
}
