import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { classSchemeSchema } from '../../../shared/raster/class-scheme.ts';
import { skippedSchema } from '../../../shared/records/record-base.ts';
import { defineTask } from '../pool/rpc.ts';

/** What a parcel product says in sum; every parcel of the set is in `parcels`, `measured` or not. */
export const parcelSummarySchema = z.object({
  parcels: z.int(),
  /** Parcels with a crop. */
  measured: z.int(),
  /** Parcels by the pixels that their figures rest on. */
  basis: z.object({ interior: z.int(), edge: z.int(), none: z.int() }),
  /** Parcels without a crop, and why. They are rows of the file all the same. */
  unmeasured: z.array(skippedSchema),
  /** The crop beside the declared code. */
  agreement: z.object({ agree: z.int(), disagree: z.int(), unknown: z.int() }),
  byCrop: z.array(z.object({ code: z.string(), parcels: z.int(), hectares: z.number() })),
});
export type ParcelSummary = z.infer<typeof parcelSummarySchema>;

/**
 * Measures a class map inside parcels and writes one row per parcel to a GeoPackage. Paths are absolute.
 * @throws RASTER_UNREADABLE, VECTOR_UNREADABLE, DISK_FULL
 */
export const parcelProductTask = defineTask({
  name: 'parcels.product',
  input: z.object({
    /** GeoPackage of a parcel set, its codes and the mapping they are looked up in. */
    parcels: z.string(),
    count: z.int().min(0),
    codeSource: z.string(),
    map: z.string(),
    confidence: z.string(),
    /** Grid of both rasters. */
    grid: gridSchema,
    scheme: classSchemeSchema,
    /** Codes of the classes that the map can hold. */
    classes: z.array(z.string()).min(1),
    simulated: z.boolean(),
    /** Day that the file is dated with: that of the data, so that a replay writes the same bytes. */
    dated: z.string(),
    target: z.string(),
  }),
  output: z.object({ path: z.string(), seconds: z.number(), summary: parcelSummarySchema }),
  silenceSeconds: 3600,
});
