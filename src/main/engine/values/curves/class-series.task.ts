import { implementTask } from '../../pool/rpc.ts';
import { keptTable } from '../../samples/kept-table.ts';
import { classSeriesTask } from './class-series.rpc.ts';
import { curvesOf } from './curves.ts';
import { spreadsOf } from './spread.ts';

/** See {@link classSeriesTask}. */
export const classSeriesImplementation = implementTask(classSeriesTask, async ({ path, title, quantities, classes, bands, indices }) => {
  const table = await keptTable(path);
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
