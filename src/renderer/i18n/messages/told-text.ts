import i18next from 'i18next';
import { type Told, textOf, writtenParams } from '../../../shared/messages/message.ts';
import { MESSAGE_TEXTS } from '../../../shared/messages/texts.ts';

/** Codes of the messages without parameters, by their English. */
const CODES = new Map(Object.entries(MESSAGE_TEXTS).flatMap(([code, text]): [string, string][] => (typeof text === 'string' && !text.includes('{') ? [[text, code]] : [])));

/**
 * What the engine tells, in the language of the window. The sentence of a card or of an earlier record is known again where
 * it is one of those that never change; any other stays in English, as does a code that is not known here.
 */
export function toldText(told: Told): string {
  if (typeof told === 'string') return CODES.has(told) ? i18next.t(`message.${CODES.get(told) ?? ''}`, { defaultValue: told }) : told;
  return i18next.t(`message.${told.code}`, { ...writtenParams(told.params, toldText), defaultValue: textOf(told) });
}
