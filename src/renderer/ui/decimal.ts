const SPACES = /[\s\u00a0\u202f'’]/g;

/**
 * Reads a number as people write it: with a decimal point or comma, with spaces or apostrophes between thousands, with
 * a true minus sign. Where both point and comma occur, the last one is the decimal separator; one that occurs several
 * times separates thousands. Null where it is no number.
 */
export function parseDecimal(text: string): number | null {
  const bare = text.trim().replace(SPACES, '').replace('−', '-');
  if (!/^[+-]?[\d.,]*\d[\d.,]*(e[+-]?\d+)?$/i.test(bare)) return null;
  const separators = [...bare.matchAll(/[.,]/g)].map(([character]) => character);
  const last = separators.at(-1);
  const kinds = new Set(separators).size;
  const isDecimal = last !== undefined && separators.filter((one) => one === last).length === 1;
  if (kinds === 2 && !isDecimal) return null;
  const plain = isDecimal ? bare.replaceAll(last === ',' ? '.' : ',', '').replace(last, '.') : bare.replaceAll(/[.,]/g, '');
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
