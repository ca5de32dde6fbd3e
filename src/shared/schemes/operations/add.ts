import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { newClass, newClassSchema } from '../new-class.ts';

/** A new class, at the end. */
export const add = defineOperation({
  schema: z.object({ op: z.literal('add'), class: newClassSchema }),
  apply: (scheme, edit) => ({ ...scheme, classes: [...scheme.classes, newClass(scheme, edit.class)] }),
});
