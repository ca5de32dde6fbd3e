import { basename } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { normalCode } from '../../../../shared/raster/class-mapping.ts';

/** The file that source codes are read from, and the name that its scheme gets. */
export interface SchemeFile {
  readonly path: string;
  readonly scheme: string;
}

/** A source code with the class that one line of a file gives it. */
export interface CodeLine {
  readonly source: string;
  /** As written. */
  readonly code: string;
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

/** What a spreadsheet makes of a long number: its last digits are lost. */
const SHORTENED = /^\d([.,]\d+)?E\+\d+$/i;

/**
 * The class of each source code, by source. A code may stand on several lines that say the same.
 * @throws SCHEME_INVALID where two lines give one code two classes: which of them is meant, nobody can know; and for codes such as 1.10106E+09
 */
export function sourceCodes({ path, scheme }: SchemeFile, said: readonly CodeLine[]): Record<string, Record<string, string>> {
  const first = new Map<string, CodeLine>();
  const mappings: Record<string, Record<string, string>> = {};
  for (const one of said) {
    if (SHORTENED.test(one.code)) throw appError('SCHEME_INVALID', { scheme, problem: message('SCHEME_CODE_SHORTENED', { code: one.code, line: one.line, file: basename(path) }) });
    const code = normalCode(one.source, one.code);
    const key = `${one.source} ${code}`;
    const known = first.get(key);
    if (known !== undefined && known.target !== one.target) {
      const problem = message('SCHEME_CODE_TWICE', { source: one.source, code: one.code, first: known.target, firstLine: known.line, second: one.target, secondLine: one.line, file: basename(path) });
      throw appError('SCHEME_INVALID', { scheme, problem });
    }
    if (known === undefined) first.set(key, one);
    (mappings[one.source] ??= {})[code] = one.target;
  }
  return mappings;
}
