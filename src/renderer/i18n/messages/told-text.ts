import i18next from 'i18next';
import { type Told, textOf, writtenParams } from '../../../shared/messages/message.ts';

/** What the engine tells, in the language of the window; in English where an old record holds a sentence or the code is not known here. */
export function toldText(told: Told): string {
  if (typeof told === 'string') return told;
  return i18next.t(`message.${told.code}`, { ...writtenParams(told.params, toldText), defaultValue: textOf(told) });
}
