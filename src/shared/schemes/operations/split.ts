import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { classOfCode, defineOperation, refused } from '../operation.ts';
import { newClass, newClassSchema } from '../new-class.ts';

/**
 * Splits a class: new classes below it, and which of its source codes goes to which of them. A code that is not named
 * stays with the class, as what is not told apart.
 */
export const split = defineOperation({
  schema: z.object({
    op: z.literal('split'),
    code: z.string(),
    into: z.array(newClassSchema).min(1),
    /** Source → source code → code of the new class. */
    codes: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  }),
  apply(scheme, { code, into, codes }) {
    classOfCode(scheme, code);
    const made = into.reduce((grown, wanted) => ({ ...grown, classes: [...grown.classes, { ...newClass(grown, wanted), parent: code }] }), scheme);
    const fresh = new Set(into.map((wanted) => wanted.code));
    const mappings = { ...scheme.mappings };
    for (const [source, moved] of Object.entries(codes)) {
      for (const [sourceCode, target] of Object.entries(moved)) {
        if (!fresh.has(target)) throw refused(scheme, message('SCHEME_NOT_NEW', { code: target }));
        if (scheme.mappings[source]?.[sourceCode] !== code) throw refused(scheme, message('SCHEME_CODE_ELSEWHERE', { source, sourceCode, code }));
        mappings[source] = { ...mappings[source], [sourceCode]: target };
      }
    }
    const at = scheme.classes.findIndex((cropClass) => cropClass.code === code) + 1;
    const added = made.classes.slice(scheme.classes.length);
    return { ...scheme, classes: [...scheme.classes.slice(0, at), ...added, ...scheme.classes.slice(at)], mappings };
  },
});
