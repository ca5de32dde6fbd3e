import type { PixelWindow } from '../../../../shared/geo/grid.ts';
import { withRaster } from '../../gdal/open.ts';
import { readWindow } from '../../gdal/read.ts';
import { implementTask, type TaskContext } from '../../pool/rpc.ts';
import type { SampleTable } from '../../samples/table.ts';
import { rowsByPeriods } from '../embeddings/row-periods.ts';
import type { PrestoSeries } from './encoder.ts';
import { centresOf, loadedEncoder, loadedTable, placesOf } from './loaded.ts';
import { beginNpy, type NpyRows, writeNpyRows } from './npy.ts';
import { beginEmbeddingTask, embedSamplesTask, embedWindowTask, type EmbedRecipe, type PieceResult } from './tasks.rpc.ts';

/** See {@link beginEmbeddingTask}. */
export const beginEmbedding = implementTask(beginEmbeddingTask, ({ target, shape }) => {
  beginNpy(target, shape);
  return Promise.resolve({});
});

/** See {@link embedSamplesTask}. */
export const embedSamples = implementTask(embedSamplesTask, async ({ recipe, samples, crs, first, count, periods }, context) => {
  const startedAt = performance.now();
  const table = await loadedTable(samples);
  const groups = rowsByPeriods(table, Array.from({ length: count }, (_, i) => first + i));
  const results: PieceResult[] = [];
  for (const { rows, periods: own } of groups) {
    const piece = sampleSeries(table, { rows, periods, own, crs });
    results.push(await embedPiece({ recipe, piece, context, startedAt: results.length === 0 ? startedAt : performance.now() }, (values, size) =>
      runsOf(rows).map(({ at, length }) => ({ at: recipe.headerBytes + (rows[at] as number) * size * 4, values: values.subarray(at * size, (at + length) * size) })),
    ));
  }
  return results.reduce(added);
});

/** Where rows follow each other without a gap: each run is written at once. */
function runsOf(rows: readonly number[]): { readonly at: number; readonly length: number }[] {
  const starts = Array.from(rows.keys()).filter((i) => i === 0 || rows[i] !== (rows[i - 1] as number) + 1);
  return starts.map((at, run) => ({ at, length: (starts[run + 1] ?? rows.length) - at }));
}

function added(a: PieceResult, b: PieceResult): PieceResult {
  return {
    pixels: a.pixels + b.pixels,
    empty: a.empty + b.empty,
    patterns: a.patterns + b.patterns,
    seconds: { read: a.seconds.read + b.seconds.read, embed: a.seconds.embed + b.seconds.embed, write: a.seconds.write + b.seconds.write },
  };
}

/** See {@link embedWindowTask}. */
export const embedWindow = implementTask(embedWindowTask, async (input, context) => {
  const startedAt = performance.now();
  const { recipe, grid, window } = input;
  const place = centresOf(grid, window);
  const piece: PrestoSeries = { ...place, pixels: window.width * window.height, series: windowSeries(input), layout: { bands: input.from.map(({ band }) => band), periods: input.periods } };
  return embedPiece({ recipe, piece, context, startedAt }, (values, size) =>
    Array.from({ length: window.height }, (_, row) => ({
      at: recipe.headerBytes + ((window.row + row) * grid.width + window.column) * size * 4,
      values: values.subarray(row * window.width * size, (row + 1) * window.width * size),
    })),
  );
});

interface Piece {
  readonly recipe: EmbedRecipe;
  readonly piece: PrestoSeries;
  readonly context: TaskContext;
  readonly startedAt: number;
}

async function embedPiece({ recipe, piece, context, startedAt }: Piece, rowsOf: (values: Float32Array, size: number) => NpyRows[]): Promise<PieceResult> {
  const encoder = await loadedEncoder(recipe);
  const readAt = performance.now();
  const { values, empty, patterns } = await encoder.embed(piece, {
    output: recipe.output,
    onProgress: (fraction) => {
      context.signal.throwIfAborted();
      context.progress(fraction);
    },
  });
  const embeddedAt = performance.now();
  writeNpyRows(recipe.target, rowsOf(values, encoder.sizeOf(recipe.output, piece.layout.periods.length)));
  const seconds = { read: (readAt - startedAt) / 1000, embed: (embeddedAt - readAt) / 1000, write: (performance.now() - embeddedAt) / 1000 };
  return { pixels: piece.pixels, empty, patterns, seconds };
}

/** What to take of a sample set: rows, the indexes of the periods, and the periods that these rows have. */
interface SampleRows {
  readonly rows: readonly number[];
  readonly periods: readonly number[];
  readonly own: SampleTable['layout']['periods'];
  readonly crs: string;
}

/** Rows of a sample set in the periods that were chosen. */
function sampleSeries(table: SampleTable, { rows, periods, own, crs }: SampleRows): PrestoSeries {
  const { bands } = table.layout;
  const count = rows.length;
  const series = new Uint16Array(periods.length * bands.length * count);
  periods.forEach((period, step) => {
    for (let band = 0; band < bands.length; band++) {
      const plane = (period * bands.length + band) * table.rows;
      const to = (step * bands.length + band) * count;
      rows.forEach((row, i) => (series[to + i] = table.series[plane + row] as number));
    }
  });
  const points = Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? table.x : table.y)[rows[i >> 1] as number] as number);
  return { ...placesOf(points, crs), pixels: count, series, layout: { bands, periods: periods.flatMap((period) => own[period] ?? []) } };
}

function windowSeries({ from, periods, window }: { readonly from: readonly { readonly index: number }[]; readonly periods: readonly { readonly path: string }[]; readonly window: PixelWindow }): Uint16Array {
  const pixels = window.width * window.height;
  const series = new Uint16Array(periods.length * from.length * pixels);
  periods.forEach(({ path }, step) => {
    withRaster(path, (dataset) => {
      from.forEach(({ index }, band) => series.set(readWindow(dataset, index, window, 'uint16'), (step * from.length + band) * pixels));
    });
  });
  return series;
}
