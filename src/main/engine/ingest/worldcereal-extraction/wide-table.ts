import { appError } from '../../../../shared/errors/app-error.ts';
import { dayNumber, type IsoDate } from '../../../../shared/dates/iso-date.ts';
import { openParquet } from '../parquet-file.ts';
import { WORLDCEREAL_BANDS, worldcerealBand } from '../worldcereal-band.ts';
import { type Frequency, slotOf } from './calendar-slot.ts';
import { dayOf, type ExtractedSample, type ExtractionTable, idOf, LABEL_COLUMNS, labelColumns, sampleOf, storedValue } from './extraction-table.ts';

/** `OPTICAL-B02-ts0-10m`: band, step, resolution. */
const STEP_COLUMN = /^(?:OPTICAL-|(?=SAR-|METEO-))(.+)-ts(\d+)-\d+m$/;
const NEEDED_COLUMNS = [...LABEL_COLUMNS, 'start_date'];
const SPAN_COLUMNS = ['end_date', 'available_timesteps'];
/** Rows that are decoded at a time: they are hundreds of columns wide. */
const CHUNK_ROWS = 5000;
/** Between ten days and a month. */
const MONTHLY_ABOVE_DAYS = 20;

/** Columns of a band: one per step, or a single one of what does not change. */
interface BandColumns {
  readonly band: string;
  readonly byStep: readonly string[];
}

/** True for the layout of one row per sample. */
export function isWide(columns: readonly string[]): boolean {
  return !columns.includes('timestamp') && columns.some((name) => STEP_COLUMN.test(name));
}

/** Columns by band, in the fixed order of bands. @throws COLUMN_MISSING also where a step between the first and the last lacks its column */
export function wideBandColumns(path: string, columns: readonly string[]): readonly BandColumns[] {
  labelColumns(path, columns, NEEDED_COLUMNS);
  const found = new Map<string, Map<number, string>>();
  for (const column of columns) {
    const match = STEP_COLUMN.exec(column);
    const band = worldcerealBand(match?.[1] ?? column);
    if (band === null) continue;
    const steps = found.get(band) ?? new Map<number, string>();
    steps.set(match ? Number(match[2]) : -1, column);
    found.set(band, steps);
  }
  const steps = 1 + Math.max(-1, ...[...found.values()].flatMap((columnsOf) => [...columnsOf.keys()]));
  return WORLDCEREAL_BANDS.flatMap(({ band }): BandColumns[] => {
    const byStep = found.get(band);
    if (!byStep) return [];
    const constant = byStep.get(-1);
    if (constant !== undefined && byStep.size === 1) return [{ band, byStep: Array.from({ length: steps }, () => constant) }];
    return [{ band, byStep: Array.from({ length: steps }, (_, step) => byStep.get(step) ?? missingStep(path, band, step, byStep)) }];
  });
}

function missingStep(path: string, band: string, step: number, byStep: ReadonlyMap<number, string>): never {
  const like = [...byStep.values()][0] ?? '';
  throw appError('COLUMN_MISSING', { file: path, column: like.replace(/-ts\d+-/, `-ts${step}-`), needed: `a column of ${band} for every step` });
}

/**
 * Reads a wide extraction: one row per sample, the columns of a band counted from `start_date`. Samples that occur twice
 * keep their first row; SAR 0 is missing.
 * @throws COLUMN_MISSING, MONTHS_BROKEN when a series starts neither a month nor a dekad, METADATA_INVALID
 */
export async function readWideTable(path: string, onProgress: (fraction: number) => void): Promise<ExtractionTable> {
  const file = await openParquet(path);
  const bands = wideBandColumns(path, file.columns);
  const head = [...labelColumns(path, file.columns, NEEDED_COLUMNS), ...SPAN_COLUMNS.filter((name) => file.columns.includes(name))];
  const wanted = [...new Set([...head, ...bands.flatMap(({ byStep }) => byStep)])];
  const samples = new Map<string, ExtractedSample>();
  let frequency: Frequency | null = null;
  let duplicateRows = 0;
  const conflicting = new Set<string>();
  for (let start = 0; start < file.rows; start += CHUNK_ROWS) {
    const end = Math.min(file.rows, start + CHUNK_ROWS);
    for (const [i, row] of (await file.read(wanted, start, end)).entries()) {
      const sample = sampleOf(idOf(path, row, start + i + 1), row);
      frequency ??= frequencyOf(row, bands[0]?.byStep.length ?? 0);
      const known = samples.get(sample.id);
      if (known === undefined) samples.set(sample.id, withSteps(path, sample, row, bands, frequency));
      else {
        duplicateRows += 1;
        if (known.code !== sample.code) conflicting.add(sample.id);
      }
    }
    onProgress(end / file.rows);
  }
  return { frequency: frequency ?? 'month', bands: bands.map(({ band }) => band), samples: [...samples.values()], duplicateRows, conflicting };
}

function withSteps(path: string, sample: ExtractedSample, row: Readonly<Record<string, unknown>>, bands: readonly BandColumns[], frequency: Frequency): ExtractedSample {
  const first = slotIn(path, sample.id, row['start_date'], frequency);
  const held = bands[0]?.byStep.length ?? 0;
  const last = dayOf(row['end_date']);
  const until = last === null ? null : slotOf(new Date(`${last}T00:00:00Z`), frequency);
  // Shorter series are padded at their end, so that they fit into the columns of the longest.
  const count = Math.min(held, until === null ? Number(row['available_timesteps'] ?? held) : until - first + 1);
  for (let step = 0; step < count; step++) {
    sample.steps.set(first + step, Uint16Array.from(bands, ({ band, byStep }) => storedValue(row[byStep[step] ?? ''], band)));
  }
  return sample;
}

function slotIn(path: string, id: string, value: unknown, frequency: Frequency): number {
  const day = dayOf(value);
  const slot = day === null ? null : slotOf(new Date(`${day}T00:00:00Z`), frequency);
  if (slot === null) throw appError('MONTHS_BROKEN', { file: path, sample: id, detail: `start_date ${day ?? String(value)} starts no ${frequency}` });
  return slot;
}

/** Months or dekads: by the days between the first and the last step. */
function frequencyOf(row: Readonly<Record<string, unknown>>, held: number): Frequency {
  const [first, last] = [dayOf(row['start_date']), dayOf(row['end_date'])];
  if (first === null || last === null || held < 2) return 'month';
  const steps = Math.min(held, Number(row['available_timesteps'] ?? held)) - 1;
  return (dayNumber(last as IsoDate) - dayNumber(first as IsoDate)) / steps > MONTHLY_ABOVE_DAYS ? 'month' : 'dekad';
}
