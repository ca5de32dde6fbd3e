import { message, type Message } from '../../../../shared/messages/message.ts';

/** A row by the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>;

/** A CSV text as objects by header. */
export interface Csv {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Line of the text that each row begins in, from 1. */
  readonly lines: readonly number[];
  /** What makes its cells doubtful: a column's name twice, a row longer than the header, an open quotation mark; null in good order. */
  readonly problem: Message | null;
}

interface TextRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The line by which Excel tells the delimiter. */
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r\n|\n|\r)/i;

/**
 * Rows of a CSV text as objects by header: comma, semicolon or tab (whichever the header has most of, or the one of a first
 * line `sep=;`), quoted fields with doubled quotes and line breaks in them (RFC 4180), a byte-order mark allowed. Names of columns
 * and cells are trimmed, rows without any text left out.
 */
export function parseCsv(text: string): Csv {
  const whole = text.replace(/^\uFEFF/, '');
  const told = SEPARATOR_LINE.exec(whole);
  const body = told ? whole.slice(told[0].length) : whole;
  const { records, openedAt } = splitRecords(body, told?.[1] ?? delimiterOf(body), told ? 2 : 1);
  const [first, ...others] = records;
  const header = (first?.cells ?? []).map((name) => name.trim());
  const filled = others.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const rows = filled.map(({ cells }) => Object.fromEntries(header.map((name, i) => [name, (cells[i] ?? '').trim()])));
  return { header, rows, lines: filled.map(({ line }) => line), problem: openedAt === null ? problemOf(header, filled) : message('TABLE_QUOTE_OPEN', { line: openedAt }) };
}

function problemOf(header: readonly string[], records: readonly TextRecord[]): Message | null {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) return message('TABLE_COLUMN_TWICE', { column: twice });
  const long = records.find(({ cells }) => cells.slice(header.length).some((cell) => cell.trim() !== ''));
  return long ? message('TABLE_ROW_LONG', { line: long.line, cells: long.cells.length, columns: header.length }) : null;
}

function delimiterOf(body: string): string {
  const firstLine = (/^[^\r\n]*/.exec(body)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  return [';', ',', '\t'].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
}

/** Cells by record, and the line of a quotation mark that is never closed. @param firstLine number of the first line */
function splitRecords(text: string, delimiter: string, firstLine: number): { readonly records: readonly TextRecord[]; readonly openedAt: number | null } {
  const records: TextRecord[] = [];
  let cells: string[] = [];
  let field = '';
  let openedAt: number | null = null;
  let line = firstLine;
  let begin = firstLine;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    const ends = char === '\n' || (char === '\r' && text[i + 1] !== '\n');
    if (ends) line += 1;
    if (openedAt !== null) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[(i += 1)] ?? '';
      else openedAt = null;
    } else if (char === '"' && field.trim() === '') [openedAt, field] = [line, ''];
    else if (char === delimiter) {
      cells.push(field);
      field = '';
    } else if (ends) {
      records.push({ line: begin, cells: [...cells, field] });
      [cells, field, begin] = [[], '', line];
    } else if (char !== '\r') field += char;
  }
  if (field !== '' || cells.length > 0) records.push({ line: begin, cells: [...cells, field] });
  return { records, openedAt };
}
