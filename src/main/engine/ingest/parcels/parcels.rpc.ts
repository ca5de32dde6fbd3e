import { z } from 'zod';
import { parcelSetSchema } from '../../../../shared/records/parcels.ts';
import { defineTask } from '../../pool/rpc.ts';

const columnsSchema = z.object({ code: z.string(), source: z.string(), label: z.string().nullable(), id: z.string().nullable() });

/** Looks at a parcel file without reading its features. @throws as opening it does; CODE_COLUMN_MISSING */
export const parcelFactsTask = defineTask({
  name: 'ingest.parcel-facts',
  input: z.object({ path: z.string(), codeColumn: z.string().optional() }),
  output: z.object({ format: z.string(), layer: z.string(), crs: z.string(), count: z.int(), columns: columnsSchema }),
});

/** What importing parcels finds out, as the record keeps it. */
export const parcelSummarySchema = parcelSetSchema.pick({ footprint: true, count: true, repaired: true, codes: true, codeSource: true, skipped: true, warnings: true });
export type ParcelSummary = z.infer<typeof parcelSummarySchema>;

/**
 * Copies the usable parcels of a file into a GeoPackage: valid multipolygons in the source's CRS, with the columns that
 * `ParcelSet` documents. @throws GEOMETRY_NONE when nothing is left
 */
export const importParcelsTask = defineTask({
  name: 'ingest.import-parcels',
  input: z.object({ path: z.string(), codeColumn: z.string().optional(), target: z.string() }),
  output: parcelSummarySchema,
  silenceSeconds: 3600,
});
