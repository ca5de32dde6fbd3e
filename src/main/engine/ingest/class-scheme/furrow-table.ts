import { appError } from '../../../../shared/errors/app-error.ts';
import { checkScheme, IGNORED, normalCode } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { SCHEME_COLUMNS } from '../../../../shared/schemes/scheme-csv.ts';

type Row = Readonly<Record<string, string>>;

/** Is it a table that Furrow wrote itself (`schemeCsv`)? */
export function isFurrowTable(header: readonly string[]): boolean {
  return SCHEME_COLUMNS.every((column) => header.includes(column));
}

/** The scheme of a table that Furrow wrote. @throws SCHEME_INVALID */
export function schemeFromFurrowTable(name: string, header: readonly string[], rows: readonly Row[]): ClassScheme {
  const languages = header.filter((column) => column.startsWith('label_')).map((column) => column.slice('label_'.length));
  const classes = new Map<string, unknown>();
  const mappings: Record<string, Record<string, string>> = {};
  const unmapped: Record<string, Record<string, string>> = {};
  for (const row of rows) {
    const { code = '', source = '' } = row;
    if (code !== '' && code !== IGNORED) addClass(name, classes, row, languages);
    if (source === '') continue;
    const sourceCode = normalCode(source, row['source_code'] ?? '');
    if (code === '') (unmapped[source] ??= {})[sourceCode] = row['source_label'] ?? '';
    else (mappings[source] ??= {})[sourceCode] = code;
  }
  return checkScheme({ id: name, title: name.replaceAll('_', ' '), classes: [...classes.values()], mappings, ...(Object.keys(unmapped).length > 0 ? { unmapped } : {}) }, name);
}

/** Rows of one class must say the same of it: a table that was half edited must not lose the half. */
function addClass(name: string, classes: Map<string, unknown>, row: Row, languages: readonly string[]): void {
  const code = row['code'] ?? '';
  const labels = Object.fromEntries(languages.flatMap((language) => ((row[`label_${language}`] ?? '') === '' ? [] : [[language, row[`label_${language}`]]] as const)));
  const made = { value: Number(row['value'] === '' ? Number.NaN : row['value']), code, labels, colour: row['colour'] ?? '', parent: row['parent'] === '' ? null : row['parent'] };
  const known = classes.get(code);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(made)) throw appError('SCHEME_INVALID', { scheme: name, problem: `two rows say different things of the class “${code}”` });
  classes.set(code, made);
}
