import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { changeClass, classOfCode, defineOperation, refused } from '../operation.ts';
import { branchOf } from '../tree.ts';

/** Puts a class, with all below it, under another one or to the top (null), before a sibling or at the end. */
export const move = defineOperation({
  schema: z.object({ op: z.literal('move'), code: z.string(), parent: z.string().nullable(), before: z.string().nullable().default(null) }),
  apply(scheme, { code, parent, before }) {
    const moved = { ...classOfCode(scheme, code), parent };
    if (parent !== null) classOfCode(scheme, parent);
    if (parent !== null && branchOf(scheme, code).includes(parent)) throw refused(scheme, message('SCHEME_BELOW_ITSELF', { code, parent }));
    if (before === null || before === code) return before === code ? changeClass(scheme, code, { parent }) : { ...scheme, classes: [...scheme.classes.filter((other) => other.code !== code), moved] };
    classOfCode(scheme, before);
    return { ...scheme, classes: scheme.classes.flatMap((other) => (other.code === code ? [] : other.code === before ? [moved, other] : [other])) };
  },
});
