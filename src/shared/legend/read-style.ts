import { type ClrLine, readClr } from './clr.ts';

/** Longest file that is read; legends of thousands of classes are some hundred kilobytes. */
const MOST_LETTERS = 8_000_000;

/**
 * Colours and words by pixel value of a style file: an SLD colour map (1.0 and 1.1, as GeoServer and QGIS write it), a
 * paletted QML of QGIS, or a `.clr` table. Which one it is shows in the text. Nothing of it is run or fetched: only the
 * attributes of the entries are looked at.
 */
export function readStyle(text: string): ClrLine[] {
  if (text.length > MOST_LETTERS) return [];
  if (/<(?:\w+:)?ColorMapEntry\b/.test(text)) return entries(text, /<(?:\w+:)?ColorMapEntry\b([^>]*)>/g, 'quantity');
  if (/<paletteEntry\b/.test(text)) return entries(text, /<paletteEntry\b([^>]*)>/g, 'value');
  return text.trimStart().startsWith('<') ? [] : readClr(text);
}

function entries(text: string, pattern: RegExp, valueName: string): ClrLine[] {
  return [...text.matchAll(pattern)].flatMap(([, attributes = '']) => {
    const told = attributesOf(attributes);
    const value = Number(told.get(valueName) ?? NaN);
    const colour = /^#[0-9a-f]{6}$/i.exec(told.get('color') ?? '')?.[0].toLowerCase();
    return Number.isInteger(value) && value >= 0 && colour !== undefined ? [{ value, colour, label: (told.get('label') ?? '').trim() }] : [];
  });
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...found].map(([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
