/** Tag of the language that only tests speak; Intl knows it and writes numbers as in English. */
export const PSEUDO = 'en-XA';

const ACCENTED: Readonly<Record<string, string>> = { a: 'å', c: 'ç', e: 'é', i: 'î', n: 'ñ', o: 'ö', s: 'š', u: 'û', y: 'ý', A: 'Å', E: 'É', I: 'Î', O: 'Ö', U: 'Û' };
const LONGER = 0.4;

/**
 * English made 40 % longer and put in brackets: what is cut off lacks its bracket, and what has none did not go through
 * the catalogue. Placeholders stay as they are.
 */
export function pseudo(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, stretched(text)]));
}

function stretched(text: string): string {
  const accented = text.split(/(\{\{.*?\}\})/).map((part) => (part.startsWith('{{') ? part : part.replace(/\w/g, (letter) => ACCENTED[letter] ?? letter)));
  return `[${accented.join('')}${padding(Math.ceil(text.length * LONGER))}]`;
}

/** Words of eight, so that lines break where lines of a real language would. */
function padding(length: number): string {
  return Array.from({ length }, (_, i) => (i % 8 === 0 ? ' ' : '~')).join('') + '~';
}
