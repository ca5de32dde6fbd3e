import { appError } from '../../../../shared/errors/app-error.ts';
import { openParquet } from '../parquet-file.ts';
import { emptyTable } from '../text-table/read-table.ts';
import { type ExtractionTable, LABEL_COLUMNS } from './extraction-table.ts';
import { longBandColumns, readLongTable } from './long-table.ts';
import { isWide, readWideTable, wideBandColumns } from './wide-table.ts';

/** Layout of an extraction's file: one row per sample and date, or one row per sample. */
export type ExtractionLayout = 'long' | 'wide';

/** What a look at the columns says. @throws COLUMN_MISSING, METADATA_INVALID */
export async function extractionFacts(path: string): Promise<{ readonly rows: number; readonly layout: ExtractionLayout; readonly bands: readonly string[] }> {
  const { rows, columns } = await openParquet(path);
  const wide = isWide(columns);
  const bands = wide ? wideBandColumns(path, columns) : longBandColumns(path, columns);
  return { rows, layout: wide ? 'wide' : 'long', bands: bands.map(({ band }) => band) };
}

/** Reads an extraction of either layout. @throws COLUMN_MISSING, MONTHS_BROKEN, METADATA_INVALID, TABLE_EMPTY, TABLE_DAMAGED, LABELS_NONE */
export async function readExtraction(path: string, onProgress: (fraction: number) => void): Promise<ExtractionTable> {
  const { columns, rows } = await openParquet(path);
  const wide = isWide(columns);
  // What lacks a column says so before it says that it is empty.
  if (rows === 0 && (wide ? wideBandColumns(path, columns) : longBandColumns(path, columns)).length > 0) throw emptyTable(path, LABEL_COLUMNS);
  const table = await (wide ? readWideTable(path, onProgress) : readLongTable(path, onProgress));
  if (table.samples.every(({ code }) => code === '')) throw appError('LABELS_NONE', { file: path, column: 'ewoc_code' });
  return table;
}
