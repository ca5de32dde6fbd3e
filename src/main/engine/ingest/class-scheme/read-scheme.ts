import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { checkScheme, IGNORED, normalCode } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { parseCsv } from './csv.ts';

/** Columns with source codes, and the source they say. */
const CODE_COLUMNS: Readonly<Record<string, string>> = { ewoc_code: 'worldcereal', hcat3_code: 'hcat', ec_hcat_c: 'hcat', code_cultu: 'rpg', rpg_code: 'rpg', cdl_code: 'cdl', original_code: 'own', source_code: 'own', code: 'own' };
/** Columns with the class a code belongs to. */
const CLASS_COLUMNS = ['class', 'class_code', 'class_name', 'finetune_class', 'hcat3_name', 'target'];
/** Names of classes that mean: leave out. */
const LEFT_OUT = new Set(['ignore', 'remove', '']);

/**
 * Reads the class schemes of a JSON or CSV file: Furrow’s own JSON, WorldCereal’s `{set: {code: class}}`, or a table with
 * a column of source codes and one of classes.
 * @throws SCHEME_INVALID, FILE_NOT_FOUND
 */
export async function readSchemes(path: string): Promise<ClassScheme[]> {
  const name = basename(path, extname(path));
  const text = await readFile(path, 'utf8');
  return extname(path).toLowerCase() === '.csv' ? [schemeFromCsv(name, text)] : schemesFromJson(name, text);
}

function schemesFromJson(name: string, text: string): ClassScheme[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw appError('SCHEME_INVALID', { scheme: name, problem: 'the file is no JSON' }, { cause });
  }
  if (!isObject(document)) throw appError('SCHEME_INVALID', { scheme: name, problem: 'it is no JSON object' });
  if ('classes' in document) return [checkScheme(document, name)];
  const sets = Object.entries(document).filter(([, table]) => isObject(table) && Object.values(table).every((target) => typeof target === 'string'));
  if (sets.length === 0) throw appError('SCHEME_INVALID', { scheme: name, problem: 'it has no “classes” and no sets of codes' });
  return sets.map(([set, table]) => fromTable(set, 'worldcereal', Object.entries(table as Record<string, string>)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemeFromCsv(name: string, text: string): ClassScheme {
  const { header, rows } = parseCsv(text);
  const byLower = new Map(header.map((column) => [column.toLowerCase(), column]));
  const known = Object.keys(CODE_COLUMNS).find((column) => byLower.has(column));
  const target = CLASS_COLUMNS.map((column) => byLower.get(column)).find((column) => column !== undefined);
  if (known === undefined || target === undefined) {
    throw appError('SCHEME_INVALID', { scheme: name, problem: `the table needs a column of codes (${Object.keys(CODE_COLUMNS).join(', ')}) and one of classes (${CLASS_COLUMNS.join(', ')})` });
  }
  const code = byLower.get(known) ?? known;
  return fromTable(name, CODE_COLUMNS[known] ?? 'own', rows.map((row) => [row[code] ?? '', row[target] ?? '']));
}

function fromTable(name: string, source: string, pairs: readonly (readonly [string, string])[]): ClassScheme {
  const names = [...new Set(pairs.map(([, target]) => target).filter((target) => !LEFT_OUT.has(target)))];
  const mapping: Record<string, string> = {};
  for (const [raw, target] of pairs) {
    const code = normalCode(source, raw);
    const wanted = LEFT_OUT.has(target) ? IGNORED : target;
    if (mapping[code] !== undefined && mapping[code] !== wanted) throw appError('SCHEME_INVALID', { scheme: name, problem: `the code ${raw} belongs to both “${mapping[code]}” and “${wanted}”` });
    mapping[code] = wanted;
  }
  const classes = names.map((code, i) => ({ value: i + 1, code, labels: { en: code.replaceAll('_', ' ') }, colour: distinctColour(i), parent: null }));
  return checkScheme({ id: name, title: name.replaceAll('_', ' '), classes, mappings: { [source]: mapping } }, name);
}

/** A colour per position: hues by the golden angle, three lightnesses in turn. */
function distinctColour(i: number): string {
  const hue = (i * 137.508) % 360;
  const lightness = [0.5, 0.35, 0.65][i % 3] ?? 0.5;
  const chroma = (1 - Math.abs(2 * lightness - 1)) * 0.65;
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = lightness - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255).toString(16).padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
