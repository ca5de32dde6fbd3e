import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { IGNORED } from '../../raster/class-mapping.ts';
import { classOfCode, defineOperation, refused } from '../operation.ts';
import { renameTargets } from '../source-codes.ts';

/** Another code for a class; its children and its source codes follow. */
export const recode = defineOperation({
  schema: z.object({ op: z.literal('recode'), code: z.string(), to: z.string().min(1) }),
  apply(scheme, { code, to }) {
    classOfCode(scheme, code);
    if (to === IGNORED) throw refused(scheme, message('SCHEME_RESERVED', { code: IGNORED }));
    const renamed = (name: string): string => (name === code ? to : name);
    const classes = scheme.classes.map((cropClass) => ({ ...cropClass, code: renamed(cropClass.code), parent: cropClass.parent === null ? null : renamed(cropClass.parent) }));
    return { ...scheme, classes, mappings: renameTargets(scheme, renamed) };
  },
});
