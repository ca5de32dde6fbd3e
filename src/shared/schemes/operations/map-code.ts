import { z } from 'zod';
import { IGNORED, normalCode } from '../../raster/class-mapping.ts';
import { classOfCode, defineOperation } from '../operation.ts';
import { placeCode } from '../source-codes.ts';

/** Gives source codes of one source to a class, or leaves them out on purpose (`ignore`). */
export const mapCode = defineOperation({
  schema: z.object({ op: z.literal('map'), source: z.string().min(1), codes: z.array(z.string().min(1)).min(1), to: z.string() }),
  apply(scheme, { source, codes, to }) {
    if (to !== IGNORED) classOfCode(scheme, to);
    return codes.reduce((grown, code) => placeCode(grown, source, normalCode(source, code), { to }), scheme);
  },
});
