import type { SampleTable } from '../samples/table.ts';

/** So many periods of a table from the first one on, as a model wants them: series are stored period by period. */
export function windowOfTable(table: SampleTable, first: number, count: number): SampleTable {
  const { layout, series, rows } = table;
  if (first === 0 && count === layout.periods.length) return table;
  const perPeriod = layout.bands.length * rows;
  return { ...table, layout: { ...layout, periods: layout.periods.slice(first, first + count) }, series: series.subarray(first * perPeriod, (first + count) * perPeriod) };
}
