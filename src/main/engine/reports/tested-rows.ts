import type { Evaluation } from '../../../shared/reports/evaluation.ts';
import type { LabelledRows } from '../models/training-rows.ts';
import { countBy } from '../samples/split.ts';
import { lonLatOf, resideTable } from '../samples/splits/split-table.ts';
import type { SampleTable } from '../samples/table.ts';
import { hasValue, labelRows } from './labelled-rows.ts';

/** A sample by what does not change when a set is revised, split anew or imported again: its id and its place. */
export function sampleKeys(table: SampleTable, crs: string): string[] {
  const { lon, lat } = lonLatOf(table, crs);
  return table.ids.map((id, row) => `${id} ${(lon[row] as number).toFixed(5)} ${(lat[row] as number).toFixed(5)}`);
}

/** Keys of the rows that a model learnt from, of the table and the split that it was trained with. */
export function learntKeys(trained: SampleTable, crs: string, resplit: { readonly crs: string; readonly spec: Parameters<typeof resideTable>[2] } | null): Set<string> {
  const table = resplit ? resideTable(trained, resplit.crs, resplit.spec) : trained;
  return new Set(sampleKeys(table, crs).filter((_, row) => table.splits[row] === 'train' && table.classes[row] !== ''));
}

/** What rows are chosen from. */
export interface TestedSource {
  readonly table: SampleTable;
  readonly crs: string;
  /** float32 [rows, …shape] of the whole table. */
  readonly matrix: Float32Array;
  readonly shape: readonly number[];
  readonly classes: readonly string[];
  /** Rows within the conditions. */
  readonly within: readonly number[];
  /** Keys of samples that the model learnt from; null where nobody knows. */
  readonly learnt: ReadonlySet<string> | null;
}

/** The rows to test a model on, and how many others there are for which reason. */
export function testedRows({ table, crs, matrix, shape, classes, within, learnt }: TestedSource): { readonly rows: LabelledRows; readonly leftOut: Evaluation['leftOut'] } {
  const keys = learnt && learnt.size > 0 ? sampleKeys(table, crs) : null;
  const unseen = within.filter((row) => !keys || !learnt?.has(keys[row] ?? ''));
  const known = unseen.filter((row) => classes.includes(table.classes[row] ?? ''));
  const numbered = { table, matrix, shape };
  const chosen = known.filter((row) => hasValue(numbered, row));
  const rows = labelRows(numbered, chosen, classes, null);
  const unknown = countBy(unseen.map((row) => table.classes[row] ?? '').filter((code) => !classes.includes(code)));
  return { rows, leftOut: { where: table.rows - within.length, learnt: within.length - unseen.length, empty: known.length - chosen.length, unknownClass: Object.fromEntries([...unknown].toSorted(([a], [b]) => (a < b ? -1 : 1))) } };
}
