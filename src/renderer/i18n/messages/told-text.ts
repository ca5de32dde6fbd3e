import i18next from 'i18next';
import { type Message, type Told, writtenParams } from '../../../shared/messages/message.ts';
import { recognised } from '../../../shared/messages/recognise.ts';
import { reasonWords } from './rejection-reasons.ts';

/**
 * What the engine tells, in the language of the window. The sentence of a card or of an earlier record is known again by its
 * words; one that nobody knows stays in English, as does a code that is not known here.
 */
export function toldText(told: Told): string {
  if (typeof told !== 'string') return messageText(told);
  const message = recognised(told);
  return message === null ? reasonWords(told, i18next.t) : messageText(message);
}

function messageText(message: Message): string {
  return i18next.t(`message.${message.code}`, { ...writtenParams(message.params, toldText), defaultValue: message.text });
}
