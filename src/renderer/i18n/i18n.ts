import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { writtenNumber } from '../../shared/messages/template.ts';
import { wordsOf } from './catalogue.ts';
import { pseudo, PSEUDO } from './pseudo.ts';

/** Languages that are complete; a test holds their keys, placeholders and plural forms together. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of `wanted` that there is, else English. */
export function languageFor(wanted: readonly string[]): Language | typeof PSEUDO {
  if (wanted[0] === 'pseudo') return PSEUDO;
  return wanted.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => (LANGUAGES as readonly string[]).includes(tag)) ?? 'en';
}

/** Numbers in a text are written as the language writes them. */
const NUMBERS: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, form, language) => (typeof value === 'number' ? writtenNumber(value, form, language ?? 'en') : String(value)),
};

/** Starts the catalogue in the first of `wanted` that there is, else in English. Plurals follow CLDR (Intl.PluralRules). */
export async function startI18n(wanted: readonly string[]): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).use(NUMBERS).init({
    lng: languageFor(wanted),
    fallbackLng: 'en',
    resources: {
      ...Object.fromEntries(LANGUAGES.map((name) => [name, { translation: wordsOf(name) }])),
      [PSEUDO]: { translation: pseudo(wordsOf('en')) },
    },
    interpolation: { escapeValue: false, alwaysFormat: true },
    keySeparator: false,
    nsSeparator: false,
  });
}

/** Speaks another language from now on. */
export async function speak(wanted: readonly string[]): Promise<void> {
  await i18next.changeLanguage(languageFor(wanted));
}
