import type { SampleProfiles } from '../../../../shared/contract/samples.ts';
import { periodMiddle } from '../../composite/calendar.ts';
import { quantileOf, tidied } from './quantiles.ts';
import type { SeriesQuantity } from './quantity-values.ts';
import { hashText } from '../random.ts';
import type { SampleTable } from '../table.ts';

/** Which curves are wanted. */
export interface ProfileRequest {
  readonly quantities: readonly SeriesQuantity[];
  /** Class codes; all when null. */
  readonly classes: readonly string[] | null;
  /** Shares 0…1. */
  readonly quantiles: readonly number[];
  /** Samples per class that are drawn by the seed. */
  readonly examples: number;
  readonly seed: number;
  readonly split: string | null;
}

/** The curves of classes: quantiles of every quantity in every period over the samples that have a value, and single samples. */
export function profilesOf(table: SampleTable, request: ProfileRequest): SampleProfiles {
  const { quantities, quantiles } = request;
  const values = quantities.map((quantity) => table.layout.periods.map((_, period) => quantity.values(table, period)));
  const rowsOf = rowsByClass(table, request.split);
  const codes = request.classes ?? [...rowsOf.keys()].toSorted();
  return {
    periods: table.layout.periods.map(({ start, end }) => ({ start, end, middle: periodMiddle({ start, end }) })),
    quantities: quantities.map(({ name, unit }) => ({ name, unit })),
    quantiles: [...quantiles],
    classes: codes.map((code) => {
      const rows = rowsOf.get(code) ?? [];
      return {
        code,
        samples: rows.length,
        series: values.map((periods) => periods.map((all) => spreadOf(rows, all, quantiles))),
        examples: drawn(table, rows, request).map((row) => ({ id: table.ids[row] ?? '', values: values.map((periods) => periods.map((all) => valueAt(all, row))) })),
      };
    }),
  };
}

function rowsByClass(table: SampleTable, split: string | null): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  table.classes.forEach((code, row) => {
    if (split !== null && table.splits[row] !== split) return;
    const list = rows.get(code);
    if (list) list.push(row);
    else rows.set(code, [row]);
  });
  return rows;
}

function spreadOf(rows: readonly number[], all: Float64Array, quantiles: readonly number[]): SampleProfiles['classes'][number]['series'][number][number] {
  const sorted = Float64Array.from(rows, (row) => all[row] as number).filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { n: 0, mean: null, quantiles: null };
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { n: sorted.length, mean: tidied(mean), quantiles: quantiles.map((share) => tidied(quantileOf(sorted, share))) };
}

function valueAt(all: Float64Array, row: number): number | null {
  const value = all[row] as number;
  return Number.isNaN(value) ? null : tidied(value);
}

/** The rows of the lowest hash of seed and id: the same for the same seed, whatever the order of the rows. */
function drawn(table: SampleTable, rows: readonly number[], { examples, seed }: ProfileRequest): number[] {
  if (examples === 0) return [];
  return rows.map((row) => ({ row, order: hashText(seed, table.ids[row] ?? '') })).toSorted((a, b) => a.order - b.order || a.row - b.row).slice(0, examples).map(({ row }) => row);
}
