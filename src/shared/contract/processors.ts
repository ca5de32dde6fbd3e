import { z } from 'zod';
import { defineCall } from './call.ts';

export const processorSchema = z.object({
  name: z.string(),
  used: z.boolean(),
  /** Why it is used, or why not, in words. */
  reason: z.string(),
});

/** Calls about what computes. */
export const processorsContract = {
  'processors.info': defineCall({
    kind: 'query',
    summary: 'Each execution provider, tried with a small model and compared with the CPU, and why it is used or not.',
    input: z.object({}),
    output: z.object({ processors: z.array(processorSchema) }),
    errors: [],
  }),
};
