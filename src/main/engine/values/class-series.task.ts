import { statSync } from 'node:fs';
import { implementTask } from '../pool/rpc.ts';
import { readSamples } from '../samples/parquet.ts';
import type { SampleTable } from '../samples/table.ts';
import { classSeriesTask } from './class-series.rpc.ts';
import { curvesOf } from './curves.ts';
import { spreadsOf } from './spread.ts';

/** Values of a table that is kept at most: 200 MB. Larger ones are read each time. */
const MOST_KEPT_VALUES = 100_000_000;

/** The table asked last: the window asks class after class. */
let last: { readonly key: string; readonly table: SampleTable } | null = null;

/** See {@link classSeriesTask}. */
export const classSeriesImplementation = implementTask(classSeriesTask, async ({ path, title, quantities, classes, bands, indices }) => {
  const table = await tableAt(path);
  const curves = curvesOf(quantities, title, bands, indices);
  const columns = curves.read.map(({ band }) => table.layout.bands.indexOf(band));
  const codes = classes ?? [...new Set(table.classes)].sort();
  return {
    classes: codes.map((code) => {
      const rows = table.classes.flatMap((own, row) => (own === code ? [row] : []));
      const at = (period: number, b: number): number[] => {
        const plane = (period * table.layout.bands.length + (columns[b] ?? 0)) * table.rows;
        return rows.map((row) => table.series[plane + row] ?? NaN);
      };
      return { code, samples: rows.length, series: spreadsOf(curves, { periods: table.layout.periods, count: rows.length, at }) };
    }),
  };
});

async function tableAt(path: string): Promise<SampleTable> {
  const info = statSync(path, { throwIfNoEntry: false });
  const key = `${path}:${info?.size}:${info?.mtimeMs}`;
  if (last?.key === key) return last.table;
  const table = await readSamples(path);
  last = table.series.length <= MOST_KEPT_VALUES ? { key, table } : null;
  return table;
}
