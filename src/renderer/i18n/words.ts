/**
 * The words of one part of the window, per language: key → text with {{placeholders}}; plural forms as key_one, key_many,
 * key_other (CLDR). Every language has the same keys, placeholders and its own plural forms; a test holds that.
 */
export interface Words {
  readonly en: Readonly<Record<string, string>>;
  readonly fr: Readonly<Record<string, string>>;
}
