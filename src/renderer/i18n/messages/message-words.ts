import { MESSAGE_TEXTS, type MessageCode } from '../../../shared/messages/texts.ts';
import type { Template } from '../../../shared/messages/template.ts';
import type { Words } from '../words.ts';
import { CARD_MESSAGES_FR } from './fr-cards.ts';
import { COMPOSITE_MESSAGES_FR } from './fr-composite.ts';
import { LEARNING_MESSAGES_FR } from './fr-learning.ts';
import { REFUSAL_MESSAGES_FR } from './fr-refusals.ts';
import { RUN_MESSAGES_FR } from './fr-runs.ts';
import { INGEST_MESSAGES_FR } from './fr-ingest.ts';
import { COMPARISON_MESSAGES_FR, MODELS_MESSAGES_FR } from './fr-models.ts';
import { PROPOSE_MESSAGES_FR } from './fr-propose.ts';
import { SCHEME_MESSAGES_FR } from './fr-schemes.ts';
import { TABLE_MESSAGES_FR } from './fr-tables.ts';
import { WINDOW_MESSAGES_EN } from './window-en.ts';

/** French of every message of a domain, with forms for one and others exactly where English has them. */
export type FrenchOf<Domain extends Readonly<Record<string, Template>>> = {
  readonly [C in keyof Domain]: Domain[C] extends string ? string : { readonly one: string; readonly other: string };
};

/** Texts of some messages. */
export type MessageWords = Readonly<Partial<Record<MessageCode, Template>>>;

const FRENCH: Readonly<Record<MessageCode, Template>> = { LABEL: '{fr}', ...PROPOSE_MESSAGES_FR, ...CARD_MESSAGES_FR, ...RUN_MESSAGES_FR, ...REFUSAL_MESSAGES_FR, ...INGEST_MESSAGES_FR, ...MODELS_MESSAGES_FR, ...COMPARISON_MESSAGES_FR, ...LEARNING_MESSAGES_FR, ...COMPOSITE_MESSAGES_FR, ...TABLE_MESSAGES_FR, ...SCHEME_MESSAGES_FR };

/** `message.CODE` of every message of the engine. */
export const messageWords: Words = { en: keyed({ ...MESSAGE_TEXTS, ...WINDOW_MESSAGES_EN }, ['one', 'other']), fr: keyed(FRENCH, ['one', 'many', 'other']) };

type Form = 'one' | 'many' | 'other';

/** As the catalogue has texts: placeholders in double braces with how they are written, plurals in the forms of the language. */
function keyed(words: Readonly<Record<string, Template>>, forms: readonly Form[]): Record<string, string> {
  const doubled = (text: string): string => text.replaceAll(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, form?: string) => (form === undefined ? `{{${name}}}` : `{{${name}, ${form}}}`));
  return Object.fromEntries(
    Object.entries(words).flatMap(([code, template]) =>
      typeof template === 'string' ? [[`message.${code}`, doubled(template)]] : forms.map((form) => [`message.${code}_${form}`, doubled(form === 'one' ? template.one : template.other)]),
    ),
  );
}
