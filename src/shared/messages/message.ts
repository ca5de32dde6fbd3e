/**
 * What the engine tells a person besides errors: warnings, findings, reasons. A message is a code of the closed list
 * {@link MESSAGE_TEXTS} with its parameters, so that the window says it in the reader's language, and the English sentence
 * for the command line, for those who read the JSON, and for a window that does not know the code.
 */
import { z } from 'zod';
import { filled, type TemplateNames } from './template.ts';
import { MESSAGE_TEXTS, type MessageCode } from './texts.ts';

export type { MessageCode } from './texts.ts';

/** A parameter: a name or a number, another message as a part of the sentence, or a list of such, which commas join. */
export type MessageParam = string | number | Message | readonly (string | Message)[];

/** One sentence, or a part of one. JSON. */
export interface Message {
  readonly code: string;
  readonly params: Readonly<Record<string, MessageParam>>;
  /** The English of it. */
  readonly text: string;
}

/** A message, or the English sentence that records and jobs of earlier versions hold in its place. */
export type Told = Message | string;

type ParamsOf<C extends MessageCode> = { readonly [Name in TemplateNames<(typeof MESSAGE_TEXTS)[C]>]: Name extends 'count' ? number : MessageParam };
type ParamsArgument<C extends MessageCode> = [TemplateNames<(typeof MESSAGE_TEXTS)[C]>] extends [never] ? [] : [params: ParamsOf<C>];

/** Makes a message; the compiler asks for exactly the parameters that its text names. */
export function message<C extends MessageCode>(code: C, ...[params]: ParamsArgument<C>): Message {
  const given = (params ?? {}) as Readonly<Record<string, MessageParam>>;
  return { code, params: given, text: filled(MESSAGE_TEXTS[code], writtenParams(given)) };
}

/** A name that is data with words per language, such as the label of a class. @param labels by language; English stands in for those that are missing */
export function labelMessage(labels: Readonly<Record<string, string>>, otherwise: string): Message {
  const en = labels['en'] ?? otherwise;
  return { ...message('LABEL', { en }), params: { ...labels, en, fr: labels['fr'] ?? en } };
}

/** The English of what was told. */
export function textOf(told: Told): string {
  return typeof told === 'string' ? told : told.text;
}

/**
 * Parameters with messages and lists turned into words.
 * @param say the words of a message; its English by default
 */
export function writtenParams(params: Readonly<Record<string, MessageParam>>, say: (part: Told) => string = textOf): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : Array.isArray(value) ? value.map(say).join(', ') : say(value as Told)]));
}

/** Each different sentence once, in the order in which they came. */
export function distinct(told: readonly Told[]): Told[] {
  return [...new Map(told.map((one) => [textOf(one), one])).values()];
}

/** The JSON form of {@link Message}. */
export const messageSchema: z.ZodType<Message> = z.object({ code: z.string(), params: z.lazy(() => messageParamsSchema), text: z.string() });

/** The JSON form of the parameters of a message or an error. */
export const messageParamsSchema: z.ZodType<Readonly<Record<string, MessageParam>>> = z.record(z.string(), z.union([z.string(), z.number(), messageSchema, z.array(z.union([z.string(), messageSchema]))]));

/** The JSON form of {@link Told}. */
export const toldSchema: z.ZodType<Told> = z.union([messageSchema, z.string()]);
