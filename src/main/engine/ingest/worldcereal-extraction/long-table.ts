import { appError } from '../../../../shared/errors/app-error.ts';
import { openParquet } from '../parquet-file.ts';
import { WORLDCEREAL_BANDS, worldcerealBand } from '../worldcereal-band.ts';
import { type Frequency, slotOf } from './calendar-slot.ts';
import { codeOf, type ExtractedSample, type ExtractionTable, idOf, LABEL_COLUMNS, labelColumns, sampleOf, storedValue } from './extraction-table.ts';

/** Columns that a long extraction must have beside a place and bands. */
const NEEDED_COLUMNS = [...LABEL_COLUMNS, 'timestamp'];
/** Rows that are decoded at a time. */
const CHUNK_ROWS = 100_000;

interface BandColumn {
  readonly band: string;
  readonly column: string;
}

/** Columns by band, in the fixed order of bands. @throws COLUMN_MISSING */
export function longBandColumns(path: string, columns: readonly string[]): readonly BandColumn[] {
  labelColumns(path, columns, NEEDED_COLUMNS);
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
export async function readLongTable(path: string, onProgress: (fraction: number) => void): Promise<ExtractionTable> {
  const file = await openParquet(path);
  const columns = longBandColumns(path, file.columns);
  const wanted = [...labelColumns(path, file.columns, NEEDED_COLUMNS), ...columns.map(({ column }) => column)];
  const reader = new RowReader(path, columns);
  for (let start = 0; start < file.rows; start += CHUNK_ROWS) {
    const end = Math.min(file.rows, start + CHUNK_ROWS);
    (await file.read(wanted, start, end)).forEach((row, i) => { reader.add(row, start + i + 1); });
    onProgress(end / file.rows);
  }
  return reader.table();
}

/** Collects rows by sample. Steps are kept as dekads until it is known whether all of them start a month. */
class RowReader {
  readonly #path: string;
  readonly #columns: readonly BandColumn[];
  readonly #samples = new Map<string, ExtractedSample>();
  readonly #conflicting = new Set<string>();
  #duplicates = 0;
  #onlyMonths = true;

  constructor(path: string, columns: readonly BandColumn[]) {
    this.#path = path;
    this.#columns = columns;
  }

  add(row: Readonly<Record<string, unknown>>, number: number): void {
    const id = idOf(this.#path, row, number);
    const slot = this.#slot(id, row['timestamp']);
    const sample = this.#samples.get(id) ?? this.#begin(id, row);
    if (codeOf(row) !== sample.code) this.#conflicting.add(id);
    if (sample.steps.has(slot)) {
      this.#duplicates += 1;
      return;
    }
    sample.steps.set(slot, Uint16Array.from(this.#columns, ({ column, band }) => storedValue(row[column], band)));
  }

  #begin(id: string, row: Readonly<Record<string, unknown>>): ExtractedSample {
    const sample = sampleOf(id, row);
    this.#samples.set(sample.id, sample);
    return sample;
  }

  #slot(id: string, timestamp: unknown): number {
    const day = timestamp instanceof Date ? timestamp : new Date(typeof timestamp === 'string' ? `${timestamp.slice(0, 10)}T00:00:00Z` : NaN);
    const slot = Number.isNaN(day.getTime()) ? null : slotOf(day, 'dekad');
    if (slot === null) throw appError('MONTHS_BROKEN', { file: this.#path, sample: id, detail: `${Number.isNaN(day.getTime()) ? String(timestamp) : day.toISOString().slice(0, 10)} starts neither a month nor a dekad` });
    if (slot % 3 !== 0) this.#onlyMonths = false;
    return slot;
  }

  table(): ExtractionTable {
    const samples = [...this.#samples.values()];
    const frequency: Frequency = this.#onlyMonths ? 'month' : 'dekad';
    return {
      frequency,
      bands: this.#columns.map(({ band }) => band),
      samples: frequency === 'dekad' ? samples : samples.map((sample) => ({ ...sample, steps: new Map([...sample.steps].map(([slot, values]): [number, Uint16Array] => [slot / 3, values])) })),
      duplicateRows: this.#duplicates,
      conflicting: this.#conflicting,
    };
  }
}
