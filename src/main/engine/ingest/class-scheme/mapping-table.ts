import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { branchesAbove, checkScheme, IGNORED } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { distinctColour } from '../../../../shared/schemes/distinct-colour.ts';
import type { Csv, CsvRow } from '../text-table/csv.ts';
import { type CodeLine, type SchemeFile, sourceCodes } from './source-codes.ts';

/** Columns with source codes, and the source they say. */
export const CODE_COLUMNS: Readonly<Record<string, string>> = { ewoc_code: 'worldcereal', hcat3_code: 'hcat', ec_hcat_c: 'hcat', code_cultu: 'rpg', rpg_code: 'rpg', cdl_code: 'cdl', original_code: 'own', source_code: 'own', code: 'own' };
/** Columns with the class a code belongs to. */
export const CLASS_COLUMNS = ['class', 'class_code', 'class_name', 'finetune_class', 'hcat3_name', 'target'];
/** Names of classes that mean: leave out. */
const LEFT_OUT = new Set(['ignore', 'remove', '']);
/** EuroCrops' tables are called after country and year; France declares in RPG codes. */
const NATIONAL_TABLE = /^([a-z]{2}(?:_[a-z]{2,3})?)_\d{4}$/i;
const SOURCE_OF_COUNTRY: Readonly<Record<string, string>> = { fr: 'rpg' };

/**
 * The scheme of a table with a column of classes and one or more of source codes. Where the codes are HCAT's and the
 * classes its names, a class lies below that of the next branch in the table.
 * @throws SCHEME_INVALID
 */
export function schemeFromMappingTable(file: SchemeFile, { header, rows, lines }: Csv): ClassScheme {
  const byLower = new Map(header.map((column) => [column.toLowerCase(), column]));
  const known = Object.keys(CODE_COLUMNS).filter((column) => byLower.has(column));
  const target = CLASS_COLUMNS.find((column) => byLower.has(column));
  if (known.length === 0 || target === undefined) {
    throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_COLUMNS_MISSING', { codes: Object.keys(CODE_COLUMNS), classes: CLASS_COLUMNS, columns: header }) });
  }
  const cell = (row: CsvRow, column: string): string => row[byLower.get(column) ?? ''] ?? '';
  const sources = known.map((column) => ({ column, source: sourceOf(column, file.scheme) }));
  // The first column of a source speaks: “code” beside “original_code” would say the same codes twice.
  const distinct = sources.filter(({ source }, i) => sources.findIndex((other) => other.source === source) === i);
  const said = distinct.flatMap(({ column, source }) => rows.flatMap((row, i) => (cell(row, column) === '' ? [] : [{ source, code: cell(row, column), target: cell(row, target), line: lines[i] ?? 0 }])));
  const scheme = schemeFromCodes(file, said);
  return target === 'hcat3_name' ? withBranches(scheme) : scheme;
}

/** The scheme of lines of codes with their classes. @throws SCHEME_INVALID where one code belongs to two classes, or no class remains */
export function schemeFromCodes(file: SchemeFile, said: readonly CodeLine[]): ClassScheme {
  const mappings = sourceCodes(file, said.map((one) => (LEFT_OUT.has(one.target) ? { ...one, target: IGNORED } : one)));
  const names = [...new Set(said.map(({ target }) => target))].filter((target) => !LEFT_OUT.has(target));
  if (names.length === 0) throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_CLASSLESS') });
  const classes = names.map((code, i) => ({ value: i + 1, code, labels: { en: code.replaceAll('_', ' ') }, colour: distinctColour(i), parent: null }));
  return checkScheme({ id: file.scheme, title: file.scheme.replaceAll('_', ' '), classes, mappings }, file.scheme);
}

function sourceOf(column: string, table: string): string {
  const source = CODE_COLUMNS[column] ?? 'own';
  const country = column === 'original_code' ? NATIONAL_TABLE.exec(table)?.[1]?.toLowerCase().replaceAll('_', '-') : undefined;
  return country === undefined ? source : (SOURCE_OF_COUNTRY[country] ?? country);
}

/** Puts every class below that of the nearest HCAT branch above its code. */
function withBranches(scheme: ClassScheme): ClassScheme {
  const hcat = scheme.mappings['hcat'] ?? {};
  const codeOf = new Map(Object.entries(hcat).map(([code, target]) => [target, code]));
  const classes = scheme.classes.map((cropClass) => {
    const above = branchesAbove('hcat', codeOf.get(cropClass.code) ?? '').map((code) => hcat[code]);
    return { ...cropClass, parent: above.find((target) => target !== undefined && target !== IGNORED && target !== cropClass.code) ?? null };
  });
  return checkScheme({ ...scheme, classes }, scheme.id);
}
