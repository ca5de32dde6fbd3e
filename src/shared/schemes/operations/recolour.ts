import { z } from 'zod';
import { cropClassSchema } from '../../raster/class-scheme.ts';
import { changeClass, defineOperation } from '../operation.ts';

/** Another colour for a class. */
export const recolour = defineOperation({
  schema: z.object({ op: z.literal('recolour'), code: z.string(), colour: cropClassSchema.shape.colour }),
  apply: (scheme, { code, colour }) => changeClass(scheme, code, { colour: colour.toLowerCase() }),
});
