import { ERROR_TEXTS, type ErrorCode, type ErrorText } from '../../../shared/errors/texts.ts';
import type { Words } from '../words.ts';
import { BASEMAP_ERRORS_FR } from './fr-basemap.ts';
import { DATA_ERRORS_FR } from './fr-data.ts';
import { LEARNING_ERRORS_FR } from './fr-learning.ts';
import { MODELS_ERRORS_FR } from './fr-models.ts';
import { WORK_ERRORS_FR } from './fr-work.ts';
import { WINDOW_ERRORS_EN } from './window-en.ts';

/** Texts of some codes in one language, with the parameters of the code in braces. */
export type ErrorWords = Readonly<Partial<Record<ErrorCode, ErrorText>>>;

/** The French texts there are; a code without one is told in English. */
export const FRENCH_ERRORS: ErrorWords = { ...DATA_ERRORS_FR, ...WORK_ERRORS_FR, ...LEARNING_ERRORS_FR, ...BASEMAP_ERRORS_FR, ...MODELS_ERRORS_FR };

const ENGLISH: ErrorWords = { ...ERROR_TEXTS, ...WINDOW_ERRORS_EN };

/** `error.CODE` and `error.CODE.action` of every code of the engine. */
export const errorWords: Words = { en: keyed(ENGLISH), fr: keyed({ ...ENGLISH, ...FRENCH_ERRORS }) };

/** As the catalogue has texts: placeholders in double braces. */
function keyed(words: ErrorWords): Record<string, string> {
  const doubled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, '{{$1}}');
  return Object.fromEntries(Object.entries(words).flatMap(([code, { message, action }]) => [[`error.${code}`, doubled(message)], [`error.${code}.action`, doubled(action)]]));
}
