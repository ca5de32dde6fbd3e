import type { familiesContract } from '../../../../shared/contract/families.ts';
import { describeOptions } from '../../../../shared/families/option-form.ts';
import type { HandlersOf } from '../../handler.ts';
import { FAMILIES } from './registry.ts';

/** Answers the calls about kinds of classifiers. */
export const familiesHandlers: HandlersOf<typeof familiesContract> = {
  'models.families': () => ({
    items: FAMILIES.map(({ id, label, summary, inputs, validation, options }) => ({ id, label, summary, inputs: [...inputs], validation, options: describeOptions(options) })),
  }),
};
