import { z } from 'zod';
import { normalCode } from '../../raster/class-mapping.ts';
import { defineOperation } from '../operation.ts';
import { placeCode } from '../source-codes.ts';

/** Takes source codes out of their class: they are listed as unmapped, and do not fall to the class of a branch above. */
export const unmapCode = defineOperation({
  schema: z.object({
    op: z.literal('unmap'),
    source: z.string().min(1),
    codes: z.array(z.string().min(1)).min(1),
    /** Words of the codes, where they are known. */
    labels: z.record(z.string(), z.string()).default({}),
  }),
  apply: (scheme, { source, codes, labels }) =>
    codes.reduce((grown, raw) => {
      const code = normalCode(source, raw);
      return placeCode(grown, source, code, { waiting: labels[raw] ?? scheme.unmapped?.[source]?.[code] ?? '' });
    }, scheme),
});
