import i18next from 'i18next';
import { type MessageParam, writtenParams } from '../../shared/messages/message.ts';
import { recordName } from '../../shared/records/record-name.ts';
import { toldText } from '../i18n/messages/told-text.ts';

/** An error of the engine, wherever it came in: in an answer, in a job, in what a place holds. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  readonly action: string;
  readonly params?: Readonly<Record<string, MessageParam>> | undefined;
}

/** What happened and what to do, in the language of the window; as the engine says it where that is all there is. */
export function errorText({ code, message, action, params }: ToldError): { readonly message: string; readonly action: string } {
  if (!params) return { message, action };
  // Numbers stay as they are: they are process ids and versions as often as amounts, and “count” must not ask for a plural.
  const words = Object.fromEntries(Object.entries(writtenParams(params, toldText)).map(([name, value]) => [name, String(value)]));
  if (words['kind'] !== undefined) words['kind'] = recordName(words['kind'], i18next.language);
  return { message: i18next.t(`error.${code}`, { ...words, defaultValue: message }), action: i18next.t(`error.${code}.action`, { ...words, defaultValue: action }) };
}

/** Both in one line. */
export function errorLine(error: ToldError): string {
  const { message, action } = errorText(error);
  return `${message} ${action}`;
}
