import { z } from 'zod';
import { spreadSeriesSchema } from '../../../../shared/contract/values.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { defineTask } from '../../pool/rpc.ts';

/**
 * The spread of the values of classes in a sample set. The table stays in the worker's memory for the next question.
 * @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING, BAND_MISSING, FEATURE_UNKNOWN, FEATURE_UNAVAILABLE
 */
export const classSeriesTask = defineTask({
  name: 'values.class-series',
  input: z.object({
    path: z.string(),
    title: z.string(),
    quantities: z.array(bandQuantitySchema),
    /** Codes; all when null. */
    classes: z.array(z.string()).nullable(),
    bands: z.array(z.string()).nullable(),
    indices: z.array(z.string()).nullable(),
  }),
  output: z.object({ classes: z.array(z.object({ code: z.string(), samples: z.int(), series: spreadSeriesSchema })) }),
  silenceSeconds: 300,
});
