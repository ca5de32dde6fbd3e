import type { RejectionLog } from './rejection-log.ts';
import type { SampleTable } from './table.ts';
import { countBy } from './split.ts';

/** The rows of a table that `keep` names, in that order. */
export function selectRows(table: SampleTable, keep: readonly number[]): SampleTable {
  const planes = table.layout.bands.length * table.layout.periods.length;
  const series = new Uint16Array(planes * keep.length);
  for (let plane = 0; plane < planes; plane++) {
    for (let i = 0; i < keep.length; i++) series[plane * keep.length + i] = table.series[plane * table.rows + (keep[i] as number)] as number;
  }
  const pick = <T>(values: readonly T[]): T[] => keep.map((row) => values[row] as T);
  return {
    rows: keep.length,
    layout: table.layout,
    ids: pick(table.ids),
    classes: pick(table.classes),
    groups: pick(table.groups),
    splits: pick(table.splits),
    x: Float64Array.from(keep, (row) => table.x[row] as number),
    y: Float64Array.from(keep, (row) => table.y[row] as number),
    series,
    weights: Float64Array.from(keep, (row) => table.weights[row] as number),
    attributes: new Map([...table.attributes].map(([name, values]) => [name, pick(values)])),
  };
}

/** Rows of classes that have at least `minimum` rows; the others are counted by class. */
export function rowsOfCommonClasses(classes: readonly string[], minimum: number, skipped: RejectionLog, nameOf: (row: number) => string): number[] {
  const counts = countBy(classes);
  return classes.flatMap((code, row) => {
    if ((counts.get(code) ?? 0) >= minimum) return [row];
    skipped.add(`class ${code} has fewer than ${minimum} samples`, nameOf(row));
    return [];
  });
}
