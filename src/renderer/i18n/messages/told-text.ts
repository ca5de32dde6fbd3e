import i18next from 'i18next';
import { type Told, writtenParams } from '../../../shared/messages/message.ts';
import { recognised } from '../../../shared/messages/recognise.ts';

/**
 * What the engine tells, in the language of the window. The sentence of a card or of an earlier record is known again by its
 * words; one that nobody knows stays in English, as does a code that is not known here.
 */
export function toldText(told: Told): string {
  const message = typeof told === 'string' ? recognised(told) : told;
  if (message === null) return typeof told === 'string' ? told : told.text;
  return i18next.t(`message.${message.code}`, { ...writtenParams(message.params, toldText), defaultValue: message.text });
}
