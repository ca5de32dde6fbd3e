import type { ExtractionOptions } from '../../../shared/contract/jobs/samples.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { classMapper } from '../../../shared/raster/class-mapping.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { openParquet } from '../ingest/parquet-file.ts';
import { WORLDCEREAL_BANDS } from '../ingest/worldcereal-band.ts';
import { slotPeriod, STEPS_PER_YEAR } from '../ingest/worldcereal-extraction/calendar-slot.ts';
import { extractionFactsTask, pivotExtractionTask } from '../ingest/worldcereal-extraction/extraction.rpc.ts';
import { bandColumns, type LongTable, readLongTable } from '../ingest/worldcereal-extraction/long-table.ts';
import { type CutSample, pivotSamples } from '../ingest/worldcereal-extraction/pivot.ts';
import { implementTask } from '../pool/rpc.ts';
import { drawPerClass } from './class-cap.ts';
import { writeSamples } from './parquet.ts';
import { rowsOfCommonClasses, selectRows } from './rare-class.ts';
import { blockAt, countBy, splitByBlocks } from './split.ts';
import { nothingSaid, type SampleTable } from './table.ts';

/** See {@link extractionFactsTask}. */
export const extractionFactsImplementation = implementTask(extractionFactsTask, async ({ path }) => {
  const { rows, columns } = await openParquet(path);
  return { rows, bands: bandColumns(path, columns).map(({ band }) => band) };
});

/** See {@link pivotExtractionTask}. */
export const pivotExtractionImplementation = implementTask(pivotExtractionTask, async ({ path, target, options, scheme, bands }, context) => {
  const long = await readLongTable(path, (fraction) => context.progress(fraction * 0.8));
  const classOf = classMapper(scheme, 'worldcereal');
  const mapped = new Map([...new Set(long.samples.map(({ code }) => code))].map((code) => [code, classOf(code)]));
  if (![...mapped.values()].some(({ outcome }) => outcome === 'class')) {
    throw appError('CODES_UNMAPPED', { file: path, scheme: scheme.id, codes: [...mapped.keys()].slice(0, 5).join(', ') });
  }
  const { cut, rejected, middleOfYear } = pivotSamples(long, options, (code) => {
    const outcome = mapped.get(code)?.outcome;
    if (outcome === 'class') return null;
    return { reason: outcome === 'ignored' ? `code ${code} is left out by the scheme` : `code ${code} is not mapped` };
  });
  const whole = tableOf(long, cut, wantedBands(long, cut, bands), (code) => {
    const found = mapped.get(code);
    return found?.outcome === 'class' ? found.code : '';
  }, options);
  const common = rowsOfCommonClasses(whole.classes, options.minPerClass, rejected, (row) => whole.ids[row] ?? '');
  const kept = drawPerClass(common.map((row) => ({ row, code: whole.classes[row] ?? '', id: whole.ids[row] ?? '' })), options.perClass, options.seed, rejected);
  const unsplit = selectRows(whole, kept);
  const splits = splitByBlocks({ classes: unsplit.classes, blocks: unsplit.groups, testShare: options.testShare, seed: options.seed });
  const table: SampleTable = { ...unsplit, splits };
  if (table.rows === 0) throw appError('SAMPLES_NONE', { why: `every sample of “${path}” was rejected (${rejected.list().slice(0, 3).map(({ reason, count }) => `${count}: ${reason}`).join('; ')})`, remedy: 'Choose another season or another class scheme.' });
  await writeSamples(target, table);
  const test = splits.filter((split) => split === 'test').length;
  return {
    rows: table.rows,
    bands: WORLDCEREAL_BANDS.filter(({ band }) => table.layout.bands.includes(band)),
    periods: table.layout.periods.map((period) => ({ ...period })),
    byClass: Object.fromEntries(countBy(table.classes)),
    rejected: rejected.list(),
    warnings: warningsOf(long, table),
    bySplit: { train: table.rows - test, test },
    centreMonth: Math.floor((middleOfYear * 12) / STEPS_PER_YEAR[long.frequency]) + 1,
  };
});

/** Bands that any sample has a value of, of those that were wanted. */
function wantedBands(long: LongTable, cut: readonly CutSample[], wanted: readonly string[] | null): number[] {
  return long.bands.flatMap((band, b) => {
    if (wanted !== null && !wanted.includes(band)) return [];
    return cut.some(({ sample }) => [...sample.steps.values()].some((values) => values[b] !== COMPOSITE_NODATA)) ? [b] : [];
  });
}

function tableOf(long: LongTable, cut: readonly CutSample[], bands: readonly number[], classOf: (code: string) => string, options: ExtractionOptions): SampleTable {
  const steps = STEPS_PER_YEAR[long.frequency];
  const rows = cut.length;
  const series = new Uint16Array(steps * bands.length * rows).fill(COMPOSITE_NODATA);
  cut.forEach(({ sample, start }, row) => {
    for (let t = 0; t < steps; t++) {
      const values = sample.steps.get(start + t);
      if (values) bands.forEach((b, i) => (series[(t * bands.length + i) * rows + row] = values[b] ?? COMPOSITE_NODATA));
    }
  });
  const common = commonestStart(cut);
  return {
    rows,
    layout: { bands: bands.map((b) => long.bands[b] ?? ''), periods: Array.from({ length: steps }, (_, t) => slotPeriod(common + t, long.frequency)) },
    ids: cut.map(({ sample }) => sample.id),
    classes: cut.map(({ sample }) => classOf(sample.code)),
    groups: cut.map(({ sample }) => blockAt(sample.lon, sample.lat, options.blockM, 'degrees')),
    splits: cut.map(() => 'train'),
    x: Float64Array.from(cut, ({ sample }) => sample.lon),
    y: Float64Array.from(cut, ({ sample }) => sample.lat),
    series,
    ...nothingSaid(rows),
  };
}

/** Samples of several years have one set of periods: that of the year which most of them have. */
function commonestStart(cut: readonly CutSample[]): number {
  const counts = countBy(cut.map(({ start }) => String(start)));
  return Number([...counts].toSorted((a, b) => b[1] - a[1] || Number(a[0]) - Number(b[0]))[0]?.[0] ?? 0);
}

function warningsOf(long: LongTable, table: SampleTable): string[] {
  const absent = long.bands.filter((band) => !table.layout.bands.includes(band));
  return [
    ...(long.duplicateRows > 0 ? [`${long.duplicateRows} rows repeat a sample and date; the first of each was kept.`] : []),
    ...(absent.length > 0 ? [`Left out, because no sample has a value or they were not wanted: ${absent.join(', ')}.`] : []),
  ];
}
