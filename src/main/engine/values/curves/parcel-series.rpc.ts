import { z } from 'zod';
import { spreadSeriesSchema } from '../../../../shared/contract/values.ts';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { defineTask } from '../../pool/rpc.ts';

/**
 * The spread of a composite's values inside one parcel.
 * @throws RECORD_NOT_FOUND no such parcel; FILE_NOT_FOUND, RASTER_UNREADABLE, VECTOR_UNREADABLE, BAND_MISSING, FEATURE_UNKNOWN, FEATURE_UNAVAILABLE
 */
export const parcelSeriesTask = defineTask({
  name: 'values.parcel-series',
  input: z.object({
    /** GeoPackage of the parcels, absolute. */
    parcels: z.object({ path: z.string(), layer: z.string(), fid: z.int() }),
    innerBufferM: z.number(),
    title: z.string(),
    grid: gridSchema,
    quantities: z.array(bandQuantitySchema),
    periods: z.array(z.object({ start: z.string(), end: z.string(), path: z.string() })),
    bands: z.array(z.string()).nullable(),
    indices: z.array(z.string()).nullable(),
  }),
  output: z.object({ covered: z.boolean(), pixels: z.int(), taken: z.enum(['inner', 'whole', 'middle']), series: spreadSeriesSchema }),
  silenceSeconds: 120,
});
