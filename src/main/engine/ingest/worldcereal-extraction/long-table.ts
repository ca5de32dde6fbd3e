import { appError } from '../../../../shared/errors/app-error.ts';
import { parseIsoDate } from '../../../../shared/dates/iso-date.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { openParquet } from '../parquet-file.ts';
import { WORLDCEREAL_BANDS, worldcerealBand } from '../worldcereal-band.ts';
import { type Frequency, slotOf } from './calendar-slot.ts';

/** Columns that an extraction must have. */
export const NEEDED_COLUMNS = ['sample_id', 'timestamp', 'valid_time', 'ewoc_code', 'lat', 'lon'] as const;
/** Rows that are decoded at a time. */
const CHUNK_ROWS = 100_000;

/** A sample of the extraction: its label and place, and its values by step. */
export interface LongSample {
  readonly id: string;
  /** Legend code of ten digits. */
  readonly code: string;
  /** `YYYY-MM-DD`, or null where the text is no date. */
  readonly validTime: string | null;
  readonly lon: number;
  readonly lat: number;
  /** Values per band (nodata 65 535), by step. */
  readonly steps: Map<number, Uint16Array>;
}

/** A long extraction in memory. */
export interface LongTable {
  readonly frequency: Frequency;
  /** Names of the bands, in the fixed order. */
  readonly bands: readonly string[];
  readonly samples: readonly LongSample[];
  /** Rows that repeat a sample and date; the first was kept. */
  readonly duplicateRows: number;
}

/** Columns by band, in the fixed order of bands. @throws COLUMN_MISSING */
export function bandColumns(path: string, columns: readonly string[]): { readonly band: string; readonly column: string }[] {
  const missing = NEEDED_COLUMNS.find((name) => !columns.includes(name));
  if (missing !== undefined) throw appError('COLUMN_MISSING', { file: path, column: missing, needed: `${NEEDED_COLUMNS.join(', ')} and bands` });
  const byBand = new Map(columns.map((column): [string | null, string] => [worldcerealBand(column), column]));
  const found = WORLDCEREAL_BANDS.flatMap(({ band }) => {
    const column = byBand.get(band);
    return column === undefined ? [] : [{ band, column }];
  });
  if (!found.some(({ band }) => /^B\d/.test(band))) throw appError('COLUMN_MISSING', { file: path, column: 'S2-L2A-B04', needed: 'Sentinel-2 bands named like S2-L2A-B04' });
  return found;
}

/**
 * Reads a long extraction: one row per sample and date, duplicates dropped (the first stays), SAR 0 as missing.
 * @throws COLUMN_MISSING, MONTHS_BROKEN when a date starts neither a month nor a dekad, METADATA_INVALID
 */
export async function readLongTable(path: string, onProgress: (fraction: number) => void): Promise<LongTable> {
  const file = await openParquet(path);
  const columns = bandColumns(path, file.columns);
  const reader = new RowReader(path, columns);
  for (let start = 0; start < file.rows; start += CHUNK_ROWS) {
    const end = Math.min(file.rows, start + CHUNK_ROWS);
    for (const row of await file.read([...NEEDED_COLUMNS, ...columns.map(({ column }) => column)], start, end)) reader.add(row);
    onProgress(end / file.rows);
  }
  return reader.table();
}

/** Collects rows by sample. Steps are kept as dekads until it is known whether all of them start a month. */
class RowReader {
  readonly #path: string;
  readonly #columns: readonly { readonly band: string; readonly column: string; readonly sar: boolean }[];
  readonly #samples = new Map<string, LongSample>();
  #duplicates = 0;
  #onlyMonths = true;

  constructor(path: string, columns: readonly { readonly band: string; readonly column: string }[]) {
    this.#path = path;
    this.#columns = columns.map(({ band, column }) => ({ band, column, sar: band === 'VV' || band === 'VH' }));
  }

  add(row: Readonly<Record<string, unknown>>): void {
    const id = String(row['sample_id']);
    const slot = this.#slot(id, row['timestamp']);
    const sample = this.#samples.get(id) ?? this.#begin(id, row);
    if (sample.steps.has(slot)) {
      this.#duplicates += 1;
      return;
    }
    sample.steps.set(slot, Uint16Array.from(this.#columns, ({ column, sar }) => storedValue(row[column], sar)));
  }

  #begin(id: string, row: Readonly<Record<string, unknown>>): LongSample {
    const sample: LongSample = {
      id,
      code: String(row['ewoc_code']).replaceAll('-', '').padStart(10, '0'),
      validTime: parseIsoDate(row['valid_time'] instanceof Date ? row['valid_time'].toISOString() : String(row['valid_time'])),
      lon: Number(row['lon']),
      lat: Number(row['lat']),
      steps: new Map(),
    };
    this.#samples.set(id, sample);
    return sample;
  }

  #slot(id: string, timestamp: unknown): number {
    const day = timestamp instanceof Date ? timestamp : new Date(typeof timestamp === 'string' ? `${timestamp.slice(0, 10)}T00:00:00Z` : NaN);
    const slot = Number.isNaN(day.getTime()) ? null : slotOf(day, 'dekad');
    if (slot === null) throw appError('MONTHS_BROKEN', { file: this.#path, sample: id, detail: `${Number.isNaN(day.getTime()) ? String(timestamp) : day.toISOString().slice(0, 10)} starts neither a month nor a dekad` });
    if (slot % 3 !== 0) this.#onlyMonths = false;
    return slot;
  }

  table(): LongTable {
    const samples = [...this.#samples.values()];
    const frequency: Frequency = this.#onlyMonths ? 'month' : 'dekad';
    return {
      frequency,
      bands: this.#columns.map(({ band }) => band),
      samples: frequency === 'dekad' ? samples : samples.map((sample) => ({ ...sample, steps: new Map([...sample.steps].map(([slot, values]): [number, Uint16Array] => [slot / 3, values])) })),
      duplicateRows: this.#duplicates,
    };
  }
}

/** A stored number; nothing, what is no number and SAR without signal are missing. */
function storedValue(value: unknown, sar: boolean): number {
  const number = Number(value ?? NaN);
  if (!(number >= 0 && number <= COMPOSITE_NODATA)) return COMPOSITE_NODATA;
  return sar && number === 0 ? COMPOSITE_NODATA : Math.round(number);
}
