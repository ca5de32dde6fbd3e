/** A sentence with parameters in braces; `{share:percent}` says how a number is written. Where the count decides, a form for one and one for others. */
export type Template = string | { readonly one: string; readonly other: string };

type NameOf<Inside extends string> = Inside extends `${infer Name}:${string}` ? Name : Inside;
type NamesIn<T extends string> = T extends `${string}{${infer Inside}}${infer Rest}` ? NameOf<Inside> | NamesIn<Rest> : never;

/** The parameters that a template names; one with two forms also needs `count`. */
export type TemplateNames<T> = T extends string ? NamesIn<T> : T extends { readonly one: infer One extends string; readonly other: infer Other extends string } ? NamesIn<One> | NamesIn<Other> | 'count' : never;

/** How a number may be written: `percent` of a share 0…1, `percent1` of one with a decimal, `plain` without groups, so many decimals, with its sign. */
export type NumberForm = 'percent' | 'percent1' | 'plain' | 'fixed1' | 'fixed2' | 'fixed3' | 'signed3';

const FIXED: Readonly<Record<string, number>> = { fixed1: 1, fixed2: 2, fixed3: 3, signed3: 3 };

/**
 * A number of a sentence as a language writes it.
 * @param form one of {@link NumberForm}; anything else writes the number with the groups of the language
 * @param language a BCP 47 tag; null for command line and documents, where numbers are as programs write them
 */
export function writtenNumber(value: number, form: string | undefined, language: string | null): string {
  if (form === 'plain') return language === null ? String(value) : withMinus(String(value));
  if (form === 'percent') return `${inLanguage(Math.round(value * 100), 0, language)}${language === null ? ' ' : '\u00A0'}%`;
  if (form === 'percent1') return `${inLanguage(value * 100, 1, language)}${language === null ? ' ' : '\u00A0'}%`;
  const decimals = form === undefined ? undefined : FIXED[form];
  if (decimals === undefined) return language === null ? String(value) : withMinus(new Intl.NumberFormat(language).format(value));
  const sign = form === 'signed3' && value >= 0 ? '+' : '';
  return withMinus(`${sign}${inLanguage(value, decimals, language)}`);
}

/** People read a minus sign, programs a hyphen. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}

function inLanguage(value: number, decimals: number, language: string | null): string {
  return language === null ? value.toFixed(decimals) : new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

const PLACE = /\{(\w+)(?::(\w+))?\}/g;

/** A template with its parameters filled in, as the command line writes it; an unknown one stays in its braces. */
export function filled(template: Template, params: Readonly<Record<string, string | number>>): string {
  const form = typeof template === 'string' ? template : template[params['count'] === 1 ? 'one' : 'other'];
  return form.replace(PLACE, (place, name: string, form?: string) => {
    const value = params[name];
    return value === undefined ? place : typeof value === 'number' ? writtenNumber(value, form, null) : value;
  });
}
