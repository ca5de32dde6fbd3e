import { appError } from '../../../../shared/errors/app-error.ts';
import { branchesAbove, checkScheme, IGNORED, normalCode } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { distinctColour } from '../../../../shared/schemes/distinct-colour.ts';

type Row = Readonly<Record<string, string>>;

/** Columns with source codes, and the source they say. */
export const CODE_COLUMNS: Readonly<Record<string, string>> = { ewoc_code: 'worldcereal', hcat3_code: 'hcat', ec_hcat_c: 'hcat', code_cultu: 'rpg', rpg_code: 'rpg', cdl_code: 'cdl', original_code: 'own', source_code: 'own', code: 'own' };
/** Columns with the class a code belongs to. */
export const CLASS_COLUMNS = ['class', 'class_code', 'class_name', 'finetune_class', 'hcat3_name', 'target'];
/** Names of classes that mean: leave out. */
const LEFT_OUT = new Set(['ignore', 'remove', '']);
/** EuroCrops' tables are called after country and year; France declares in RPG codes. */
const NATIONAL_TABLE = /^([a-z]{2}(?:_[a-z]{2,3})?)_\d{4}$/i;
const SOURCE_OF_COUNTRY: Readonly<Record<string, string>> = { fr: 'rpg' };

/** A source code and the class that a table gives it. */
type Pair = readonly [code: string, target: string];

/**
 * The scheme of a table with a column of classes and one or more of source codes. Where the codes are HCAT's and the
 * classes its names, a class lies below that of the next branch in the table.
 * @throws SCHEME_INVALID
 */
export function schemeFromMappingTable(name: string, header: readonly string[], rows: readonly Row[]): ClassScheme {
  const byLower = new Map(header.map((column) => [column.toLowerCase(), column]));
  const known = Object.keys(CODE_COLUMNS).filter((column) => byLower.has(column));
  const target = CLASS_COLUMNS.find((column) => byLower.has(column));
  if (known.length === 0 || target === undefined) {
    throw appError('SCHEME_INVALID', { scheme: name, problem: `the table needs a column of codes (${Object.keys(CODE_COLUMNS).join(', ')}) and one of classes (${CLASS_COLUMNS.join(', ')})` });
  }
  const cell = (row: Row, column: string): string => row[byLower.get(column) ?? ''] ?? '';
  const sources = known.map((column) => ({ source: sourceOf(column, name), pairs: rows.filter((row) => cell(row, column) !== '').map((row): Pair => [cell(row, column), cell(row, target)]) }));
  // The first column of a source speaks: “code” beside “original_code” would say the same codes twice.
  const distinct = sources.filter(({ source }, i) => sources.findIndex((other) => other.source === source) === i);
  const scheme = schemeFromPairs(name, distinct);
  return target === 'hcat3_name' ? withBranches(scheme) : scheme;
}

/** The scheme of lists of codes with their classes, by source. @throws SCHEME_INVALID where one code belongs to two classes */
export function schemeFromPairs(name: string, sources: readonly { readonly source: string; readonly pairs: readonly Pair[] }[]): ClassScheme {
  const mappings = Object.fromEntries(sources.map(({ source, pairs }) => [source, mappingOf(name, source, pairs)]));
  const names = [...new Set(sources.flatMap(({ pairs }) => pairs.map(([, target]) => target)))].filter((target) => !LEFT_OUT.has(target));
  const classes = names.map((code, i) => ({ value: i + 1, code, labels: { en: code.replaceAll('_', ' ') }, colour: distinctColour(i), parent: null }));
  return checkScheme({ id: name, title: name.replaceAll('_', ' '), classes, mappings }, name);
}

function sourceOf(column: string, table: string): string {
  const source = CODE_COLUMNS[column] ?? 'own';
  const country = column === 'original_code' ? NATIONAL_TABLE.exec(table)?.[1]?.toLowerCase().replaceAll('_', '-') : undefined;
  return country === undefined ? source : (SOURCE_OF_COUNTRY[country] ?? country);
}

function mappingOf(name: string, source: string, pairs: readonly Pair[]): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const [raw, target] of pairs) {
    const code = normalCode(source, raw);
    const wanted = LEFT_OUT.has(target) ? IGNORED : target;
    const known = mapping[code];
    if (known !== undefined && known !== wanted) throw appError('SCHEME_INVALID', { scheme: name, problem: `the code ${raw} belongs to both “${known}” and “${wanted}”` });
    mapping[code] = wanted;
  }
  return mapping;
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
