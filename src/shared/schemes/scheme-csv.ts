import { IGNORED } from '../raster/class-mapping.ts';
import type { ClassScheme } from '../raster/class-scheme.ts';
import { codesOf } from './source-codes.ts';
import { treeRows } from './tree.ts';

/** Header of the columns that every scheme table has; `label_<language>` for each language stands between. */
export const SCHEME_COLUMNS = ['value', 'code', 'parent', 'colour', 'source', 'source_code', 'source_label'] as const;

/**
 * A scheme as a table (CSV, RFC 4180, UTF-8): one row per class and source code, a class without source codes in a row of
 * its own; source codes that are left out have the code `ignore`, unmapped ones none. `readSchemes` reads it back.
 */
export function schemeCsv(scheme: ClassScheme): string {
  const languages = [...new Set(scheme.classes.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const header = ['value', 'code', 'parent', 'colour', ...languages.map((language) => `label_${language}`), 'source', 'source_code', 'source_label'];
  const rows = treeRows(scheme).flatMap(({ cropClass }) => {
    const own = [String(cropClass.value), cropClass.code, cropClass.parent ?? '', cropClass.colour, ...languages.map((language) => cropClass.labels[language] ?? '')];
    const codes = codesOf(scheme, cropClass.code);
    return codes.length === 0 ? [[...own, '', '', '']] : codes.map(({ source, code }) => [...own, source, code, '']);
  });
  const blank = (code: string): string[] => ['', code, '', '', ...languages.map(() => '')];
  const ignored = codesOf(scheme, IGNORED).map(({ source, code }) => [...blank(IGNORED), source, code, '']);
  const waiting = Object.entries(scheme.unmapped ?? {}).flatMap(([source, codes]) => Object.entries(codes).map(([code, label]) => [...blank(''), source, code, label]));
  return `${[header, ...rows, ...ignored, ...waiting].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
