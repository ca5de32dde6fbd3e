import { z } from 'zod';
import { optionFormSchema } from '../families/option-form.ts';
import { wordsSchema } from '../families/words.ts';
import { defineCall } from './call.ts';
import { TRAINING_INPUTS } from './jobs/train.ts';

/** A kind of classifier as a form shows it. */
export const familyFormSchema = z.object({
  id: z.string(),
  label: wordsSchema,
  summary: wordsSchema,
  /** Inputs that it can be trained on; the first is the default. */
  inputs: z.array(z.enum(TRAINING_INPUTS)).min(1),
  /** `aside`: it keeps training rows aside to stop early by, and learns in epochs that a curve shows. */
  validation: z.enum(['aside', 'none']),
  options: z.array(optionFormSchema),
});
export type FamilyForm = z.infer<typeof familyFormSchema>;

/** Calls about kinds of classifiers. */
export const familiesContract = {
  'models.families': defineCall({
    kind: 'query',
    summary: 'The kinds of classifiers that can be trained, with their options for a form: texts, bounds, defaults and the values that a search tries.',
    input: z.object({}),
    output: z.object({ items: z.array(familyFormSchema) }),
    errors: [],
  }),
};
