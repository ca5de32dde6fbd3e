import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { classOfCode, defineOperation, refused } from '../operation.ts';
import { newClass, newClassSchema } from '../new-class.ts';

/** Puts classes under a new parent, which takes the place of the first of them. They must lie side by side. */
export const group = defineOperation({
  schema: z.object({ op: z.literal('group'), codes: z.array(z.string()).min(1), into: newClassSchema }),
  apply(scheme, { codes, into }) {
    const parents = new Set(codes.map((code) => classOfCode(scheme, code).parent));
    if (parents.size > 1) throw refused(scheme, message('SCHEME_APART', { codes }));
    const made = { ...newClass(scheme, into), parent: [...parents][0] ?? null };
    const first = scheme.classes.findIndex(({ code }) => codes.includes(code));
    const members = scheme.classes.map((cropClass) => (codes.includes(cropClass.code) ? { ...cropClass, parent: made.code } : cropClass));
    return { ...scheme, classes: [...members.slice(0, first), made, ...members.slice(first)] };
  },
});
