import { z } from 'zod';
import { type Words, wordsSchema } from './words.ts';

/** Value of an option: what a form edits and a search tries. */
export const optionValueSchema = z.union([z.number(), z.string(), z.boolean()]);
export type OptionValue = z.infer<typeof optionValueSchema>;

/** How one option is shown and searched. It stands in the option's schema: `z.int().min(1).default(100).meta(optionMeta({…}))`. */
export interface OptionMeta {
  readonly label: Words;
  readonly hint: Words;
  /** Texts of the values where it is a choice. */
  readonly choices?: Readonly<Record<string, Words>>;
  /** Values that a search tries, in rising order; an option without them is not searched. */
  readonly search?: readonly OptionValue[];
}

/** Puts the description of an option into the schema's own metadata, from where {@link describeOptions} takes it. */
export function optionMeta(meta: OptionMeta): { readonly option: OptionMeta } {
  return { option: meta };
}

/** One option of a family as a form shows it: a number with bounds, or a choice; both where a number has named values beside it. */
export const optionFormSchema = z.object({
  name: z.string(),
  label: wordsSchema,
  hint: wordsSchema,
  type: z.enum(['number', 'choice', 'choice-or-number']),
  whole: z.boolean(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(z.object({ value: z.string(), label: wordsSchema })),
  default: optionValueSchema,
  /** Values that a search tries. */
  search: z.array(optionValueSchema),
});
export type OptionForm = z.infer<typeof optionFormSchema>;

/**
 * The form of a family's options, from their schema alone: types, bounds and defaults as zod knows them, texts and search
 * values from {@link optionMeta}. Every option must have both a default and a description.
 */
export function describeOptions(schema: z.ZodObject): OptionForm[] {
  return Object.entries(schema.shape).map(([name, option]) => formOf(name, option as z.ZodType));
}

/** The parts of a JSON schema that options use. */
const jsonSchema = z.object({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  default: optionValueSchema.optional(),
  anyOf: z.array(z.unknown()).optional(),
});

function formOf(name: string, option: z.ZodType): OptionForm {
  const { option: meta } = (option.meta() ?? {}) as { readonly option?: OptionMeta };
  const whole = jsonSchema.parse(z.toJSONSchema(option, { io: 'input' }));
  const members = whole.anyOf ? whole.anyOf.map((member) => jsonSchema.parse(member)) : [whole];
  const number = members.find((member) => member.type === 'number' || member.type === 'integer');
  const values = members.flatMap((member) => member.enum ?? (member.const === undefined ? [] : [member.const]));
  if (!meta || whole.default === undefined || (!number && values.length === 0)) throw new Error(`the option ${name} has no description, no default or a type that no form shows`);
  return {
    name,
    label: meta.label,
    hint: meta.hint,
    type: !number ? 'choice' : values.length > 0 ? 'choice-or-number' : 'number',
    whole: number?.type === 'integer',
    min: number?.minimum ?? number?.exclusiveMinimum ?? null,
    max: number?.maximum ?? null,
    choices: values.map((value) => ({ value, label: meta.choices?.[value] ?? { en: value, fr: value } })),
    default: whole.default,
    search: [...(meta.search ?? [])],
  };
}
