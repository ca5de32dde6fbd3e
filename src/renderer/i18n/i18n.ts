import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { wordsOf } from './catalogue.ts';

/** Languages that are complete; a test holds their keys, placeholders and plural forms together. */
export const LANGUAGES = ['en', 'fr'] as const;

/** Starts the catalogue in the first of `wanted` that there is, else in English. Plurals follow CLDR (Intl.PluralRules). */
export async function startI18n(wanted: readonly string[]): Promise<void> {
  const language = wanted.map((tag) => tag.slice(0, 2)).find((tag) => (LANGUAGES as readonly string[]).includes(tag)) ?? 'en';
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(LANGUAGES.map((name) => [name, { translation: wordsOf(name) }])),
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
  });
}
