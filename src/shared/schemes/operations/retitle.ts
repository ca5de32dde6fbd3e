import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** Another title for the scheme. */
export const retitle = defineOperation({
  schema: z.object({ op: z.literal('retitle'), title: z.string().trim().min(1) }),
  apply: (scheme, { title }) => ({ ...scheme, title }),
});
