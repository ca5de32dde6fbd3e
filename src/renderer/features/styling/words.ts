import type { Words } from '../../i18n/words.ts';
import { stylingWordsEn } from './words-en.ts';
import { stylingWordsFr } from './words-fr.ts';

export const stylingWords: Words = { en: stylingWordsEn, fr: stylingWordsFr };
