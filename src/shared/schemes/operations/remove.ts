import { z } from 'zod';
import { message } from '../../messages/message.ts';
import { classOfCode, defineOperation, refused } from '../operation.ts';
import { codesOf, placeCode } from '../source-codes.ts';

/** Takes a class away: its children move up to its parent, its source codes wait for another class. */
export const remove = defineOperation({
  schema: z.object({ op: z.literal('remove'), code: z.string() }),
  apply(scheme, { code }) {
    const { parent } = classOfCode(scheme, code);
    if (scheme.classes.length === 1) throw refused(scheme, message('SCHEME_LAST_CLASS', { code }));
    const classes = scheme.classes.filter((cropClass) => cropClass.code !== code).map((cropClass) => (cropClass.parent === code ? { ...cropClass, parent } : cropClass));
    return codesOf(scheme, code).reduce((grown, { source, code: sourceCode }) => placeCode(grown, source, sourceCode, { waiting: '' }), { ...scheme, classes });
  },
});
