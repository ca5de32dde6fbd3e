import { appError } from '../../../../shared/errors/app-error.ts';
import { classMapper, type Mapped } from '../../../../shared/raster/class-mapping.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import { WORLDCEREAL_BANDS } from '../../ingest/worldcereal-band.ts';
import { extractionFactsTask, pivotExtractionTask } from '../../ingest/worldcereal-extraction/extraction.rpc.ts';
import { slotPeriod } from '../../ingest/worldcereal-extraction/calendar-slot.ts';
import type { ExtractionTable } from '../../ingest/worldcereal-extraction/extraction-table.ts';
import { type Pivot, pivotSamples } from '../../ingest/worldcereal-extraction/pivot.ts';
import { extractionFacts, readExtraction } from '../../ingest/worldcereal-extraction/read-extraction.ts';
import { implementTask } from '../../pool/rpc.ts';
import { drawPerClass } from '../class-cap.ts';
import { tableOfExtraction, wantedBands } from './extraction-rows.ts';
import { writeSamples } from '../parquet.ts';
import { rowsOfCommonClasses, selectRows } from '../rare-class.ts';
import { RejectionLog, writeRejected } from '../rejection-log.ts';
import { countBy, splitByBlocks } from '../split.ts';
import type { SampleTable } from '../table.ts';
import { rowsWithoutWeakTest } from '../weak-test.ts';

/** See {@link extractionFactsTask}. */
export const extractionFactsImplementation = implementTask(extractionFactsTask, async ({ path }) => {
  const { rows, layout, bands } = await extractionFacts(path);
  return { rows, layout, bands: [...bands] };
});

/** See {@link pivotExtractionTask}. */
export const pivotExtractionImplementation = implementTask(pivotExtractionTask, async ({ path, target, options, scheme, bands }, context) => {
  const extraction = await readExtraction(path, (fraction) => context.progress(fraction * 0.8));
  const classOf = classMapper(scheme, 'worldcereal');
  const mapped = new Map([...new Set(extraction.samples.map(({ code }) => code))].map((code) => [code, classOf(code)]));
  if (![...mapped.values()].some(({ outcome }) => outcome === 'class')) {
    throw appError('CODES_UNMAPPED', { file: path, scheme: scheme.id, codes: [...mapped.keys()].slice(0, 5).join(', ') });
  }
  const rejected = new RejectionLog();
  const pivot = pivotSamples(extraction, options, (code) => unmappedReason(code, mapped.get(code)), rejected);
  const whole = tableOfExtraction(extraction, pivot.cut, {
    bands: wantedBands(extraction, pivot.cut, bands),
    blockM: options.blockM,
    aspect: aspectOf(options.quality, scheme.id),
    classOf: (code) => {
      const found = mapped.get(code);
      return found?.outcome === 'class' ? found.code : '';
    },
  });
  const common = rowsOfCommonClasses(whole.classes, options.minPerClass, rejected, (row) => whole.ids[row] ?? '');
  const regions = whole.attributes.get('region');
  const candidates = common.map((row) => ({ row, code: whole.classes[row] ?? '', id: whole.ids[row] ?? '', region: regions?.[row] ?? null }));
  const unsplit = selectRows(whole, drawPerClass(candidates, options, options.seed, rejected));
  const split = { ...unsplit, splits: splitByBlocks({ classes: unsplit.classes, blocks: unsplit.groups, testShare: options.testShare, seed: options.seed }) };
  const table = options.dropWeakTest ? selectRows(split, rowsWithoutWeakTest(split, rejected)) : split;
  if (table.rows === 0) throw noneLeft(path, extraction, rejected);
  await writeSamples(target, table);
  await writeRejected(target, rejected.rows());
  const test = table.splits.filter((side) => side === 'test').length;
  return {
    rows: table.rows,
    bands: WORLDCEREAL_BANDS.filter(({ band }) => table.layout.bands.includes(band)),
    periods: table.layout.periods.map((period) => ({ ...period })),
    byClass: Object.fromEntries(countBy(table.classes)),
    rejected: rejected.list(),
    warnings: warningsOf(extraction, pivot, table),
    bySplit: { train: table.rows - test, test },
    centreMonth: pivot.centreMonth,
  };
});

/** Schemes of land cover, whose labels the score of land cover speaks of. */
const LAND_COVER_SCHEMES = ['worldcereal-landcover10', 'temporary-crops'];

function aspectOf(wanted: 'landcover' | 'croptype' | 'none' | null, scheme: string): 'landcover' | 'croptype' | null {
  if (wanted === 'none') return null;
  return wanted ?? (LAND_COVER_SCHEMES.includes(scheme) ? 'landcover' : 'croptype');
}

function unmappedReason(code: string, mapped: Mapped | undefined): { readonly reason: string } | null {
  if (mapped?.outcome === 'class') return null;
  return { reason: mapped?.outcome === 'ignored' ? `code ${code} is left out by the scheme` : `code ${code} is not mapped` };
}

/** The reasons, and the time that the series cover: without it nobody can tell which season would do. */
function noneLeft(path: string, { samples, frequency }: ExtractionTable, rejected: RejectionLog): Error {
  let [first, last] = [Infinity, -Infinity];
  for (const { steps } of samples) for (const slot of steps.keys()) [first, last] = [Math.min(first, slot), Math.max(last, slot)];
  const facts = { file: path, reasons: rejected.list().slice(0, 3).map(({ reason, count }) => message('TIMES_REASON', { times: count, reason })) };
  const why = first > last ? message('EXTRACTION_NONE', facts) : message('EXTRACTION_NONE_SPAN', { ...facts, start: slotPeriod(first, frequency).start, end: slotPeriod(last, frequency).end });
  return appError('SAMPLES_NONE', { why, remedy: message('CHOOSE_SEASON') });
}

function warningsOf(extraction: ExtractionTable, { gaps }: Pivot, table: SampleTable): Message[] {
  const absent = extraction.bands.filter((band) => !table.layout.bands.includes(band));
  const unheard = WORLDCEREAL_BANDS.filter(({ band }) => !extraction.bands.includes(band)).map(({ band }) => band);
  return [
    ...(unheard.length > 0 ? [message('COLUMNS_ABSENT', { bands: unheard })] : []),
    ...(extraction.duplicateRows > 0 ? [message('ROWS_REPEATED', { count: extraction.duplicateRows })] : []),
    ...(gaps.example === null ? [] : [message('SERIES_WITH_GAPS', { count: gaps.samples, example: gaps.example })]),
    ...(absent.length > 0 ? [message('BANDS_LEFT_OUT', { bands: absent })] : []),
  ];
}
