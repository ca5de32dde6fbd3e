import { basename, extname } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { checkScheme } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import type { TextEncoding } from '../../../../shared/text/encoding.ts';
import { readText } from '../text-table/decode-text.ts';
import { readTable } from '../text-table/read-table.ts';
import { isFurrowTable, schemeFromFurrowTable } from './furrow-table.ts';
import { type JsonField, jsonFields } from './json-fields.ts';
import { schemeFromCodes, schemeFromMappingTable } from './mapping-table.ts';
import { type CodeLine, type SchemeFile, sourceCodes } from './source-codes.ts';

/**
 * Reads the class schemes of a JSON or CSV file: Furrow’s own JSON or table, WorldCereal’s `{set: {code: class}}`, HCAT’s
 * list or one of EuroCrops’ national tables, or any table with a column of source codes and one of classes.
 * @param encoding character set where the file is not Unicode
 * @throws SCHEME_INVALID, FILE_NOT_FOUND, TABLE_EMPTY, TABLE_DAMAGED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export async function readSchemes(path: string, encoding?: TextEncoding): Promise<ClassScheme[]> {
  const file: SchemeFile = { path, scheme: basename(path, extname(path)) };
  if (extname(path).toLowerCase() !== '.csv') return schemesFromJson(file, await readText(path, encoding));
  const table = await readTable(path, encoding);
  return [isFurrowTable(table.header) ? schemeFromFurrowTable(file, table) : schemeFromMappingTable(file, table)];
}

function schemesFromJson(file: SchemeFile, text: string): ClassScheme[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_NO_JSON') }, { cause });
  }
  if (!isObject(document)) throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_NO_OBJECT') });
  const fields = jsonFields(text);
  if ('classes' in document) return [schemeFromDocument(file, document, fields)];
  const sets = Object.entries(document).filter(([, table]) => isObject(table) && Object.values(table).every((target) => typeof target === 'string'));
  if (sets.length === 0) throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_NO_SETS') });
  return sets.map(([set]) => schemeFromCodes({ ...file, scheme: set }, codesIn(fields, [set], () => 'worldcereal')));
}

/** Furrow's own JSON. */
function schemeFromDocument(file: SchemeFile, document: object, fields: readonly JsonField[]): ClassScheme {
  const lines = new Map<string, number>();
  for (const { path, line } of fields.filter(({ path: [top] }) => top !== 'mappings')) {
    const field = path.join('.');
    const first = lines.get(field);
    if (first !== undefined) throw appError('SCHEME_INVALID', { scheme: file.scheme, problem: message('SCHEME_FIELD_TWICE', { field, first, second: line, file: basename(file.path) }) });
    lines.set(field, line);
  }
  const scheme = checkScheme(document, file.scheme);
  const mappings = sourceCodes(file, codesIn(fields, ['mappings'], ([, source = '']) => source));
  return checkScheme({ ...scheme, mappings: { ...Object.fromEntries(Object.keys(scheme.mappings).map((source) => [source, {}])), ...mappings } }, file.scheme);
}

/** The codes and classes below a place of a document. */
function codesIn(fields: readonly JsonField[], below: readonly string[], sourceOf: (path: readonly string[]) => string): CodeLine[] {
  return fields.flatMap(({ path, value, line }) => (below.every((name, i) => path[i] === name) && typeof value === 'string' ? [{ source: sourceOf(path), code: path.at(-1) ?? '', target: value, line }] : []));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
