import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { appError } from '../../../shared/errors/app-error.ts';
import { toMap } from '../../../shared/geo/affine.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { withRaster } from '../gdal/open.ts';
import { readWindow } from '../gdal/read.ts';
import { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { implementTask } from '../pool/rpc.ts';
import { writeFileAtomic } from '../workspace/atomic.ts';
import { drawPerClass } from './class-cap.ts';
import { writeSamples } from './parquet.ts';
import { assembleSamplesTask, type Placement, placementSchema, readPeriodTask } from './place.rpc.ts';
import { rowsOfCommonClasses, selectRows } from './rare-class.ts';
import { countBy, splitByBlocks } from './split.ts';
import { nothingSaid, type SampleTable } from './table.ts';

/** Side of the windows that are read; a multiple of the blocks that composites are written with. */
const WINDOW_PX = 512;

type AssembleInput = z.output<typeof assembleSamplesTask.input>;

async function loadPlacement(path: string): Promise<Placement> {
  return placementSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** See {@link readPeriodTask}. */
export const readPeriodImplementation = implementTask(readPeriodTask, async ({ placement, raster, grid, bands, target }, context) => {
  const { samples } = await loadPlacement(placement);
  const values = new Uint16Array(bands * samples.length);
  const byWindow = new Map<string, number[]>();
  samples.forEach(({ row, column }, i) => {
    const key = `${Math.floor(row / WINDOW_PX)}:${Math.floor(column / WINDOW_PX)}`;
    const list = byWindow.get(key) ?? [];
    list.push(i);
    byWindow.set(key, list);
  });
  withRaster(raster, (dataset) => {
    if (dataset.rasterSize.x !== grid.width || dataset.rasterSize.y !== grid.height) throw appError('GRID_MISMATCH', { file: raster, other: 'its composite' });
    let done = 0;
    for (const members of byWindow.values()) {
      const first = samples[members[0] ?? 0];
      const row = Math.floor((first?.row ?? 0) / WINDOW_PX) * WINDOW_PX;
      const column = Math.floor((first?.column ?? 0) / WINDOW_PX) * WINDOW_PX;
      const window = { row, column, width: Math.min(WINDOW_PX, grid.width - column), height: Math.min(WINDOW_PX, grid.height - row) };
      for (let band = 0; band < bands; band++) {
        const pixels = readWindow(dataset, band + 1, window, 'uint16');
        for (const i of members) {
          const sample = samples[i];
          if (sample) values[band * samples.length + i] = pixels[(sample.row - row) * window.width + (sample.column - column)] as number;
        }
      }
      context.progress((done += 1) / byWindow.size);
    }
  });
  await writeFileAtomic(target, values);
  return { file: target };
});

/** See {@link assembleSamplesTask}. */
export const assembleSamplesImplementation = implementTask(assembleSamplesTask, async (input) => {
  const placement = await loadPlacement(input.placement);
  const { samples } = placement;
  const whole = await tableOf(input, samples);
  const skipped = new SkipTally(placement.rejected);
  const unsplit = selectRows(whole, rowsToKeep(input, samples, whole, skipped));
  if (unsplit.rows === 0) throw appError('SAMPLES_NONE', { why: 'the composite has no value at any of the drawn pixels, or every class has too few', remedy: 'Choose a composite with clear observations over the parcels, or fewer samples per class.' });
  const splits = splitByBlocks({ classes: unsplit.classes, blocks: unsplit.groups, testShare: input.testShare, seed: input.seed });
  await writeSamples(input.target, { ...unsplit, splits });
  const test = splits.filter((split) => split === 'test').length;
  return {
    rows: unsplit.rows,
    byClass: Object.fromEntries(countBy(unsplit.classes)),
    bySplit: { train: unsplit.rows - test, test },
    rejected: skipped.list(),
  };
});

/** Rows with a value, of classes that have enough of them, at most the cap of each class. */
function rowsToKeep(input: AssembleInput, samples: Placement['samples'], table: SampleTable, skipped: SkipTally): number[] {
  const filled = new Set(rowsWithValues(table));
  const present = samples.flatMap((sample, row) => {
    if (filled.has(row)) return [{ ...sample, row }];
    skipped.add('no value in any period', sample.id);
    return [];
  });
  const common = rowsOfCommonClasses(present.map(({ code }) => code), input.minPerClass, skipped, (i) => present[i]?.id ?? '');
  return drawPerClass(common.flatMap((i) => present[i] ?? []), input.perClass, input.seed, skipped);
}

async function tableOf(input: AssembleInput, samples: Placement['samples']): Promise<SampleTable> {
  const rows = samples.length;
  const { bands, periods, grid } = input;
  const series = new Uint16Array(periods.length * bands.length * rows);
  for (const [period, file] of input.periodFiles.entries()) {
    const bytes = await readFile(file);
    series.set(new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)), period * bands.length * rows);
  }
  const places = samples.map(({ row, column }) => toMap(grid.affine, column + 0.5, row + 0.5));
  return {
    rows, series,
    layout: { bands, periods },
    ids: samples.map(({ id }) => id),
    classes: samples.map(({ code }) => code),
    groups: samples.map(({ block }) => block),
    splits: samples.map(() => 'train'),
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    ...nothingSaid(rows),
  };
}

function rowsWithValues({ rows, series, layout }: SampleTable): number[] {
  const planes = layout.bands.length * layout.periods.length;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let plane = 0; plane < planes; plane++) {
      if (series[plane * rows + row] !== COMPOSITE_NODATA) {
        kept.push(row);
        break;
      }
    }
  }
  return kept;
}
