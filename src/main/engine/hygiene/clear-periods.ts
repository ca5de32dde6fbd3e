import { invert, toMap } from '../../../shared/geo/affine.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { transformAll } from '../gdal/transform-all.ts';
import { withRaster } from '../gdal/open.ts';
import { readWindow } from '../gdal/read.ts';
import type { SampleTable } from '../samples/table.ts';
import type { CompositeFiles } from './checks/check.ts';

/** Side of the windows that are read; a multiple of the blocks that composites are written with. */
const WINDOW_PX = 512;

/**
 * Whether each row has a clear observation in each period, [periods, rows], 1 or 0. Where the composite is known its own
 * counts tell (a value with count 0 was filled in time); rows outside all of them, and sets without one, go by the values
 * there are.
 * @throws RASTER_UNREADABLE
 */
export function clearPeriods(table: SampleTable, crs: string, composites: readonly CompositeFiles[], onProgress: (fraction: number) => void): Uint8Array {
  const clear = valuesPresent(table);
  const waiting = new Set(table.ids.keys());
  composites.forEach((composite, i) => {
    if (composite.periods.length !== table.layout.periods.length) return;
    const pixels = pixelsOf(table, crs, composite, waiting);
    composite.periods.forEach(({ path }, period) => {
      for (const { row, count } of countsAt(path, composite, pixels)) clear[period * table.rows + row] = count > 0 && count !== COMPOSITE_NODATA ? 1 : 0;
      onProgress((i + (period + 1) / composite.periods.length) / composites.length);
    });
  });
  return clear;
}

/** Counts of clear observations of one period; none where the file has no band of them. */
function countsAt(path: string, { grid, bands }: CompositeFiles, windows: ReadonlyMap<string, readonly SamplePixel[]>): { readonly row: number; readonly count: number }[] {
  return withRaster(path, (dataset) => {
    if (dataset.bands.count() !== bands + 1) return [];
    return [...windows.values()].flatMap((members) => {
      const column = Math.floor((members[0]?.column ?? 0) / WINDOW_PX) * WINDOW_PX;
      const row = Math.floor((members[0]?.line ?? 0) / WINDOW_PX) * WINDOW_PX;
      const window = { column, row, width: Math.min(WINDOW_PX, grid.width - column), height: Math.min(WINDOW_PX, grid.height - row) };
      const counts = readWindow(dataset, bands + 1, window, 'uint16');
      return members.map((member) => ({ row: member.row, count: counts[(member.line - row) * window.width + (member.column - column)] as number }));
    });
  });
}

function valuesPresent({ rows, layout, series }: SampleTable): Uint8Array {
  const bands = layout.bands.length;
  const present = new Uint8Array(rows * layout.periods.length);
  layout.periods.forEach((_, period) => {
    for (let band = 0; band < bands; band++) {
      for (let row = 0; row < rows; row++) if (series[(period * bands + band) * rows + row] !== COMPOSITE_NODATA) present[period * rows + row] = 1;
    }
  });
  return present;
}

interface SamplePixel {
  readonly row: number;
  readonly column: number;
  readonly line: number;
}

/** Pixels of the waiting rows inside the composite, by window; those rows wait no longer. */
function pixelsOf(table: SampleTable, crs: string, { grid }: CompositeFiles, waiting: Set<number>): Map<string, SamplePixel[]> {
  const pairs = new Float64Array(table.rows * 2);
  for (let row = 0; row < table.rows; row++) pairs.set([table.x[row] as number, table.y[row] as number], row * 2);
  const places = transformAll(pairs, table.rows, crs, grid.crs);
  const toPixels = invert(grid.affine);
  const windows = new Map<string, SamplePixel[]>();
  for (const row of [...waiting]) {
    const [column, line] = toMap(toPixels, places[row * 2] as number, places[row * 2 + 1] as number).map(Math.floor) as [number, number];
    if (!(column >= 0 && line >= 0 && column < grid.width && line < grid.height)) continue;
    waiting.delete(row);
    const key = `${Math.floor(line / WINDOW_PX)}:${Math.floor(column / WINDOW_PX)}`;
    const members = windows.get(key);
    if (members) members.push({ row, column, line });
    else windows.set(key, [{ row, column, line }]);
  }
  return windows;
}
