import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { TextEncoding } from '../../../../shared/text/encoding.ts';
import { type Csv, parseCsv } from './csv.ts';
import { readText } from './decode-text.ts';

/**
 * Reads a CSV file of the user: at least one row, and no cell that could be taken for another column's.
 * @param encoding character set where the file is not Unicode
 * @throws FILE_NOT_FOUND, FILE_NOT_ALLOWED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN, TABLE_EMPTY, TABLE_DAMAGED
 */
export async function readTable(path: string, encoding?: TextEncoding): Promise<Csv> {
  const table = parseCsv(await readText(path, encoding));
  const names = table.header.filter((name) => name !== '');
  if (table.header.length === 0) throw appError('TABLE_EMPTY', { file: path, found: message('TABLE_NOTHING') });
  if (table.problem !== null) throw appError('TABLE_DAMAGED', { file: path, problem: table.problem });
  if (names.length === 0) throw appError('TABLE_DAMAGED', { file: path, problem: message('TABLE_NO_HEADER') });
  if (table.rows.length === 0) throw emptyTable(path, names);
  return table;
}

/** The error of a table, of whatever format, that has columns and no rows. */
export function emptyTable(file: string, columns: readonly string[]): Error {
  return columns.length === 0 ? appError('TABLE_EMPTY', { file, found: message('TABLE_NOTHING') }) : appError('TABLE_EMPTY', { file, found: message('TABLE_HEADER_ONLY', { columns }) });
}
