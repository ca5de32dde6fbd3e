import type { Words } from '../../i18n/words.ts';
import { hygieneEn } from './words-en.ts';
import { hygieneFr } from './words-fr.ts';

/** Words of the review of samples and of splits. */
export const hygieneWords: Words = { en: hygieneEn, fr: hygieneFr };
