import { extname } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { appError } from '../../../shared/errors/app-error.ts';
import { message } from '../../../shared/messages/message.ts';
import type { TextEncoding } from '../../../shared/text/encoding.ts';
import { openParquet } from '../ingest/parquet-file.ts';
import { parseCsv } from '../ingest/text-table/csv.ts';
import { readHead } from '../ingest/text-table/decode-text.ts';
import { emptyTable, readTable } from '../ingest/text-table/read-table.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { type CalendarTable, calendarTable } from './calendar-table.ts';

/** Rows that are decoded at a time. */
const CHUNK_ROWS = 50_000;

/** Bytes that hold the header of any table of a calendar. */
const HEAD_BYTES = 4096;
/** What stands for no value. */
const NOTHING = /^(|nan|na|n\/a|null|none)$/i;
const PLACE = /^(lat|lon)$/;
const EDGE = /^(tc[-_])?(s1|s2|annual)_(sos|eos)_(dekad|doy)$/i;

/** Whether the columns of a CSV or Parquet file are those of a crop calendar. Other files are none. @throws FILE_NOT_FOUND, METADATA_INVALID */
export async function isCalendar(path: string): Promise<boolean> {
  const suffix = extname(path).toLowerCase();
  if (suffix !== '.csv' && suffix !== '.parquet' && suffix !== '.geoparquet') return false;
  const columns = suffix === '.csv' ? parseCsv(await readHead(path, HEAD_BYTES)).header : (await openParquet(path)).columns;
  return columns.some((name) => PLACE.test(name)) && columns.some((name) => EDGE.test(name));
}

/**
 * Reads a crop calendar from CSV or Parquet.
 * @param encoding character set of a CSV that is not Unicode
 * @throws FILE_NOT_FOUND, COLUMN_MISSING, CALENDAR_UNUSABLE, METADATA_INVALID, TABLE_EMPTY, TABLE_DAMAGED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export async function readCalendar(path: string, encoding?: TextEncoding): Promise<CalendarTable> {
  return /^\.(geo)?parquet$/i.test(extname(path)) ? fromParquet(path) : fromCsv(path, encoding);
}

async function fromParquet(path: string): Promise<CalendarTable> {
  const file = await openParquet(path);
  if (file.rows === 0) throw emptyTable(path, file.columns);
  const wanted = file.columns.filter((name) => /^(lat|lon)$|_(sos|eos)_(dekad|doy)$/.test(name));
  const columns = new Map(wanted.map((name) => [name, new Float64Array(file.rows)]));
  for (let start = 0; start < file.rows; start += CHUNK_ROWS) {
    const rows = await file.read(wanted, start, Math.min(file.rows, start + CHUNK_ROWS));
    rows.forEach((row, i) => {
      for (const [name, values] of columns) values[start + i] = row[name] === null || row[name] === undefined ? NaN : Number(row[name]);
    });
  }
  return calendarTable(path, wanted, file.rows, (name, row) => columns.get(name)?.[row] ?? NaN);
}

async function fromCsv(path: string, encoding: TextEncoding | undefined): Promise<CalendarTable> {
  const { header, rows, lines } = await readTable(path, encoding);
  const number = (name: string, row: number): number => {
    const cell = rows[row]?.[name] ?? '';
    const value = cell === '' ? NaN : Number(cell.replace(',', '.'));
    // Words that pandas and R write for nothing are nothing; other words are a mistake.
    if (Number.isNaN(value) && !NOTHING.test(cell)) throw appError('CALENDAR_UNUSABLE', { file: path, problem: message('CALENDAR_NO_NUMBER', { line: lines[row] ?? 0, column: name, text: cell }) });
    return value;
  };
  return calendarTable(path, header, rows.length, number);
}

/** Writes a calendar as Parquet. @throws DISK_FULL, FILE_NOT_ALLOWED */
export async function writeCalendar(path: string, table: CalendarTable): Promise<void> {
  const columns = [
    { name: 'lat', data: table.lat, type: 'DOUBLE' as const },
    { name: 'lon', data: table.lon, type: 'DOUBLE' as const },
    ...[...table.seasons].flatMap(([season, columns]) => {
      const name = season.replace('tc-', '');
      const parts = [['sos_dekad', columns.sosDekad], ['eos_dekad', columns.eosDekad], ['sos_doy', columns.sosDoy], ['eos_doy', columns.eosDoy]] as const;
      return parts.map(([part, values]) => ({ name: `${name}_${part}`, data: Int32Array.from(values), type: 'INT32' as const }));
    }),
  ];
  await replaceAtomically(path, async (temporary) => {
    parquetWriteFile({ filename: temporary, columnData: columns });
    await Promise.resolve();
  });
}
