import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { implementTask, type TaskContext } from '../../pool/rpc.ts';
import type { SampleTable } from '../../samples/table.ts';
import { makeFolder, sha256File, writeJsonAtomic } from '../../workspace/atomic.ts';
import { loadedEncoder, loadedTable, placesOf } from '../presto/loaded.ts';
import { countEmptyRows, writeNpyRows } from '../presto/npy.ts';
import { copyOf, type CopiedRow, seriesOfCopies } from './copies.ts';
import { rowsByPeriods } from './row-periods.ts';
import { EMBEDDING_FACTS, EMBEDDING_FILE } from './product.ts';
import { type CopiesRecipe, embedCopiesTask, keepEmbeddingTask } from './tasks.rpc.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** See {@link embedCopiesTask}. */
export const embedCopies = implementTask(embedCopiesTask, async ({ recipe, first, count }, context) => {
  const table = await loadedTable(recipe.samples);
  const copies = 1 + (recipe.augmentation?.repeats ?? 0);
  const rows = Array.from({ length: count }, (_, i) => first + i);
  for (let copy = 0; copy < copies; copy++) {
    const chosen = rows.filter((row) => copy === 0 || table.splits[row] === 'train').map((row) => copyOf(table, recipe, row, copy));
    const embedded = await embedRows(table, recipe, { first, count, chosen }, stepOf(context, copy, copies));
    writeNpyRows(recipe.target, [{ at: recipe.headerBytes + (copy * table.rows + first) * embedded.size * BYTES, values: embedded.values }]);
  }
  return {};
});

function stepOf(context: TaskContext, copy: number, copies: number): (fraction: number) => void {
  return (fraction) => {
    context.signal.throwIfAborted();
    context.progress((copy + fraction) / copies);
  };
}

interface Piece {
  readonly first: number;
  readonly count: number;
  readonly chosen: readonly CopiedRow[];
}

/** Numbers of the rows of a piece: NaN for those that were not chosen and those without any value. */
async function embedRows(table: SampleTable, recipe: CopiesRecipe, { first, count, chosen }: Piece, onProgress: (fraction: number) => void): Promise<{ readonly values: Float32Array; readonly size: number }> {
  const encoder = await loadedEncoder(recipe.encoder);
  const size = encoder.sizeOf(recipe.output, recipe.window.steps);
  const values = new Float32Array(count * size).fill(NaN);
  let done = 0;
  const parts = [...Map.groupBy(chosen, (row) => row.start)].flatMap(([start, copies]) => {
    const copyOfRow = new Map(copies.map((copy) => [copy.row, copy]));
    return rowsByPeriods(table, [...copyOfRow.keys()]).map(({ rows, periods }) => ({ rows: rows.flatMap((row) => copyOfRow.get(row) ?? []), periods: periods.slice(start, start + recipe.window.steps) }));
  });
  for (const { rows, periods } of parts) {
    const points = Float64Array.from(rows.flatMap(({ row }) => [table.x[row] as number, table.y[row] as number]));
    const layout = { bands: table.layout.bands, periods };
    const part = await encoder.embed(
      { ...placesOf(points, recipe.crs), pixels: rows.length, series: seriesOfCopies(table, rows, recipe.window.steps), layout },
      { output: recipe.output, onProgress: (fraction) => onProgress((done + fraction * rows.length) / chosen.length) },
    );
    rows.forEach(({ row }, i) => values.set(part.values.subarray(i * size, (i + 1) * size), (row - first) * size));
    done += rows.length;
  }
  return { values, size };
}

/** See {@link keepEmbeddingTask}. */
export const keepEmbedding = implementTask(keepEmbeddingTask, async ({ target, folder, facts }) => {
  const file = join(folder, EMBEDDING_FILE);
  try {
    // Stopped after the move, this runs again and finds the file in its place.
    if (existsSync(target)) {
      await rm(join(folder, EMBEDDING_FACTS), { force: true });
      await makeFolder(folder);
      await rename(target, file);
    }
    await writeJsonAtomic(join(folder, EMBEDDING_FACTS), { ...facts, empty: countEmptyRows(file, facts.shape, (facts.shape[0] ?? 0) / (1 + (facts.augmentation?.repeats ?? 0))), sha256: await sha256File(file) });
  } catch (thrown) {
    throw toAppError(thrown, file);
  }
  return { folder };
});
