import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { toMap } from '../../../../shared/geo/affine.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { message } from '../../../../shared/messages/message.ts';
import { transformPoints, LONLAT } from '../../gdal/crs.ts';
import { implementTask } from '../../pool/rpc.ts';
import { writeFileAtomic } from '../../workspace/atomic.ts';
import { drawPerClass } from '../class-cap.ts';
import { writeSamples } from '../parquet.ts';
import { periodValues } from './period-values.ts';
import { assembleSamplesTask, pixelFile, type PlacedSample, type Placement, readPeriodTask } from '../places/place.rpc.ts';
import { rowsOfCommonClasses, selectRows } from '../rare-class.ts';
import { RejectionLog, writeRejected } from '../rejection-log.ts';
import { countBy, splitByBlocks } from '../split.ts';
import type { SampleAttribute, SampleTable } from '../table.ts';

type AssembleInput = z.output<typeof assembleSamplesTask.input>;

/** The pixels of the samples of one composite, in their order. @param list see {@link pixelFile} */
function pixelsOf(list: Uint32Array, source: number): Uint32Array[] {
  const found: Uint32Array[] = [];
  for (let at = 0; at < list.length; ) {
    const end = at + 2 + 2 * (list[at + 1] as number);
    if (list[at] === source) found.push(list.subarray(at + 2, end));
    at = end;
  }
  return found;
}

/** See {@link readPeriodTask}. */
export const readPeriodImplementation = implementTask(readPeriodTask, async ({ placement, source, raster, grid, bands, target }, context) => {
  const bytes = await readFile(pixelFile(placement));
  const list = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const values = periodValues({ path: raster, grid, bands }, pixelsOf(list, source), (fraction) => context.progress(fraction));
  await writeFileAtomic(target, values);
  return { file: target };
});

/** See {@link assembleSamplesTask}. */
export const assembleSamplesImplementation = implementTask(assembleSamplesTask, async (input) => {
  // Furrow's own scratch file of the stage before: checking every field of a million samples would take longer than all the rest.
  const placement = JSON.parse(await readFile(input.placement, 'utf8')) as Placement;
  const { samples } = placement;
  const whole = await tableOf(input, samples);
  const rejected = new RejectionLog();
  const unsplit = selectRows(whole, rowsToKeep(input, samples, whole, rejected));
  if (unsplit.rows === 0) throw appError('SAMPLES_NONE', { why: message('DRAWN_NODATA'), remedy: message('CHOOSE_CLEAR') });
  const splits = splitByBlocks({ classes: unsplit.classes, blocks: unsplit.groups, testShare: input.testShare, seed: input.seed });
  await writeSamples(input.target, { ...unsplit, splits });
  await writeRejected(input.target, [...placement.rejected, ...rejected.rows()]);
  const test = splits.filter((split) => split === 'test').length;
  return {
    rows: unsplit.rows,
    byClass: Object.fromEntries(countBy(unsplit.classes)),
    bySplit: { train: unsplit.rows - test, test },
    rejected: rejected.listAfter(placement.skipped),
  };
});

/** Rows with a value, of classes that have enough of them, at most the cap of each class. */
function rowsToKeep(input: AssembleInput, samples: readonly PlacedSample[], table: SampleTable, rejected: RejectionLog): number[] {
  const filled = new Set(rowsWithValues(table));
  const present = samples.flatMap((sample, row) => {
    if (filled.has(row)) return [{ ...sample, row }];
    rejected.add('no value in any period', sample.id);
    return [];
  });
  const common = rowsOfCommonClasses(present.map(({ code }) => code), input.minPerClass, rejected, (i) => present[i]?.id ?? '');
  return drawPerClass(common.flatMap((i) => present[i] ?? []), input, input.seed, rejected);
}

async function tableOf(input: AssembleInput, samples: readonly PlacedSample[]): Promise<SampleTable> {
  const rows = samples.length;
  const { bands, periods } = input;
  const places = placesOf(input, samples);
  return {
    rows,
    series: await seriesOf(input, samples),
    layout: { bands, periods },
    ids: samples.map(({ id }) => id),
    classes: samples.map(({ code }) => code),
    groups: samples.map(({ block }) => block),
    splits: samples.map(() => 'train'),
    ...places,
    weights: new Float64Array(rows).fill(1),
    attributes: attributesOf(input, samples),
  };
}

/** The series of all composites in one: planes of [period, band], samples in the order of the placement. */
async function seriesOf({ sources, bands, periods }: AssembleInput, samples: readonly PlacedSample[]): Promise<Uint16Array> {
  const rows = samples.length;
  const series = new Uint16Array(periods.length * bands.length * rows).fill(COMPOSITE_NODATA);
  for (const [source, { periodFiles }] of sources.entries()) {
    // Samples are ordered by composite: those of one lie together.
    const first = samples.findIndex((sample) => sample.source === source);
    const count = samples.filter((sample) => sample.source === source).length;
    if (count === 0) continue;
    for (const [period, file] of periodFiles.entries()) {
      const bytes = await readFile(file);
      const values = new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      bands.forEach((_, band) => series.set(values.subarray(band * count, (band + 1) * count), (period * bands.length + band) * rows + first));
    }
  }
  return series;
}

/** Coordinates of the pixels' centres in the set's CRS. */
function placesOf({ crs, sources }: AssembleInput, samples: readonly PlacedSample[]): Pick<SampleTable, 'x' | 'y'> {
  const x = Float64Array.from(samples, ({ lon }) => lon);
  const y = Float64Array.from(samples, ({ lat }) => lat);
  samples.forEach(({ source, row, column }, i) => {
    const grid = sources[source]?.grid;
    if (!grid || (grid.crs !== crs && crs === LONLAT)) return;
    const [px, py] = toMap(grid.affine, column + 0.5, row + 0.5);
    const inCrs = grid.crs === crs ? { x: [px], y: [py] } : transformPoints([px], [py], grid.crs, crs);
    x[i] = inCrs.x[0] ?? NaN;
    y[i] = inCrs.y[0] ?? NaN;
  });
  return { x, y };
}

function attributesOf({ sources, dataset, country }: AssembleInput, samples: readonly PlacedSample[]): SampleTable['attributes'] {
  const columns: [SampleAttribute, (string | null)[]][] = [
    ['dataset', samples.map(() => dataset)],
    ['year', samples.map(({ source, validTime }) => validTime?.slice(0, 4) ?? sources[source]?.year ?? null)],
    ['country', samples.map(() => country)],
    ['region', samples.map(({ region }) => region)],
    ['parcel', samples.map(({ parcel }) => parcel)],
    ['lon', samples.map(({ lon }) => String(lon))],
    ['lat', samples.map(({ lat }) => String(lat))],
    ['valid_time', samples.map(({ validTime }) => validTime)],
    ['observer', samples.map(({ observer }) => observer)],
    ['start', samples.map(({ source }) => sources[source]?.start ?? null)],
  ];
  return new Map(columns.filter(([, values]) => values.some((value) => value !== null)));
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
