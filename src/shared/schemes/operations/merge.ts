import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { classOfCode, defineOperation, refused } from '../operation.ts';
import { renameTargets } from '../source-codes.ts';
import { branchOf } from '../tree.ts';

/** Makes several classes one: their source codes and their children go over to `into`, which stays as it is. */
export const merge = defineOperation({
  schema: z.object({ op: z.literal('merge'), codes: z.array(z.string()).min(1), into: z.string() }),
  apply(scheme, { codes, into }) {
    classOfCode(scheme, into);
    const gone = new Set(codes.filter((code) => code !== into));
    for (const code of gone) {
      classOfCode(scheme, code);
      const between = branchOf(scheme, code).includes(into);
      if (between) throw refused(scheme, message('SCHEME_MERGE_UPWARD', { into, code }));
    }
    const renamed = (name: string): string => (gone.has(name) ? into : name);
    const classes = scheme.classes.filter(({ code }) => !gone.has(code)).map((cropClass) => ({ ...cropClass, parent: cropClass.parent === null || cropClass.code === into ? cropClass.parent : renamed(cropClass.parent) }));
    return { ...scheme, classes, mappings: renameTargets(scheme, renamed) };
  },
});
