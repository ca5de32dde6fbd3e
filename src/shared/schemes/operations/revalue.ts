import { z } from 'zod';
import { cropClassSchema } from '../../raster/class-scheme.ts';
import { changeClass, defineOperation } from '../operation.ts';

/** Another pixel value for a class. */
export const revalue = defineOperation({
  schema: z.object({ op: z.literal('revalue'), code: z.string(), value: cropClassSchema.shape.value }),
  apply: (scheme, { code, value }) => changeClass(scheme, code, { value }),
});
