import type { Words } from '../../i18n/words.ts';
import { reportsEn } from './words-en.ts';
import { reportsFr } from './words-fr.ts';

/** Words of the reports. */
export const reportsWords: Words = { en: reportsEn, fr: reportsFr };
