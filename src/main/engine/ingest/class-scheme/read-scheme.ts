import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { checkScheme } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { parseCsv } from './csv.ts';
import { isFurrowTable, schemeFromFurrowTable } from './furrow-table.ts';
import { schemeFromMappingTable, schemeFromPairs } from './mapping-table.ts';

/**
 * Reads the class schemes of a JSON or CSV file: Furrow’s own JSON or table, WorldCereal’s `{set: {code: class}}`, HCAT’s
 * list or one of EuroCrops’ national tables, or any table with a column of source codes and one of classes.
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
  return sets.map(([set, table]) => schemeFromPairs(set, [{ source: 'worldcereal', pairs: Object.entries(table as Record<string, string>) }]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemeFromCsv(name: string, text: string): ClassScheme {
  const { header, rows } = parseCsv(text);
  return isFurrowTable(header) ? schemeFromFurrowTable(name, header, rows) : schemeFromMappingTable(name, header, rows);
}
