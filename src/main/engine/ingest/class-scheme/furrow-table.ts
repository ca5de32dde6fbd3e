import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { checkScheme, IGNORED, normalCode } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { SCHEME_COLUMNS } from '../../../../shared/schemes/scheme-csv.ts';
import type { Csv, CsvRow } from '../text-table/csv.ts';
import { type CodeLine, type SchemeFile, sourceCodes } from './source-codes.ts';

/** Is it a table that Furrow wrote itself (`schemeCsv`)? */
export function isFurrowTable(header: readonly string[]): boolean {
  return SCHEME_COLUMNS.every((column) => header.includes(column));
}

/** The scheme of a table that Furrow wrote. @throws SCHEME_INVALID */
export function schemeFromFurrowTable(file: SchemeFile, { header, rows, lines }: Csv): ClassScheme {
  const name = file.scheme;
  const languages = header.filter((column) => column.startsWith('label_')).map((column) => column.slice('label_'.length));
  const classes = new Map<string, ClassLine>();
  const said: CodeLine[] = [];
  const unmapped: Record<string, Record<string, string>> = {};
  rows.forEach((row, i) => {
    const { code = '', source = '', source_code: sourceCode = '' } = row;
    const line = lines[i] ?? 0;
    if (code !== '' && code !== IGNORED) addClass(name, classes, row, { languages, line });
    if (source === '' && sourceCode !== '') throw appError('SCHEME_INVALID', { scheme: name, problem: message('SCHEME_SOURCE_UNSAID', { code: sourceCode, line }) });
    if (sourceCode === '') return;
    if (code === '') (unmapped[source] ??= {})[normalCode(source, sourceCode)] = row['source_label'] ?? '';
    else said.push({ source, code: sourceCode, target: code, line });
  });
  const document = { id: name, title: name.replaceAll('_', ' '), classes: [...classes.values()].map(({ made }) => made), mappings: sourceCodes(file, said) };
  return checkScheme({ ...document, ...(Object.keys(unmapped).length > 0 ? { unmapped } : {}) }, name);
}

interface ClassLine {
  readonly made: unknown;
  readonly line: number;
}

/** Rows of one class must say the same of it: a table that was half edited must not lose the half. */
function addClass(name: string, classes: Map<string, ClassLine>, row: CsvRow, { languages, line }: { readonly languages: readonly string[]; readonly line: number }): void {
  const code = row['code'] ?? '';
  const labels = Object.fromEntries(languages.flatMap((language) => ((row[`label_${language}`] ?? '') === '' ? [] : [[language, row[`label_${language}`]]] as const)));
  const made = { value: Number(row['value'] === '' ? Number.NaN : row['value']), code, labels, colour: row['colour'] ?? '', parent: row['parent'] === '' ? null : row['parent'] };
  const known = classes.get(code);
  if (known === undefined) classes.set(code, { made, line });
  else if (JSON.stringify(known.made) !== JSON.stringify(made)) throw appError('SCHEME_INVALID', { scheme: name, problem: message('SCHEME_ROWS_DIFFER', { code, first: known.line, second: line }) });
}
