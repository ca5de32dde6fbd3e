import { openParquet } from '../parquet-file.ts';
import type { ExtractionTable } from './extraction-table.ts';
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

/** Reads an extraction of either layout. @throws COLUMN_MISSING, MONTHS_BROKEN, METADATA_INVALID */
export async function readExtraction(path: string, onProgress: (fraction: number) => void): Promise<ExtractionTable> {
  const { columns } = await openParquet(path);
  return isWide(columns) ? readWideTable(path, onProgress) : readLongTable(path, onProgress);
}
