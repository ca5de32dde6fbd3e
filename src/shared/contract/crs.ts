import { z } from 'zod';
import { boundsSchema } from '../records/record-base.ts';
import { defineCall } from './call.ts';

/** A coordinate system as the window needs it to draw. */
export const crsDefinitionSchema = z.object({
  /** As asked: `EPSG:n` or WKT. */
  crs: z.string(),
  name: z.string(),
  /** PROJ string for proj4: x before y, with the shift to WGS 84 where the datum has one that PROJ's database knows. */
  proj: z.string(),
  wkt: z.string(),
  kind: z.enum(['projected', 'geographic', 'other']),
  /** Unit of its coordinates and its length in metres (degrees: in radians). */
  unit: z.string(),
  unitSize: z.number(),
  /** Where it is meant to be used, in degrees and in its own coordinates; null for a local one. */
  areaOfUse: z.object({ name: z.string(), bounds: boundsSchema, projected: boundsSchema }).nullable(),
  /** Greatest distance in metres between `proj` and GDAL's own transformation inside the area of use; null where it was not looked at. */
  differenceM: z.number().nullable(),
});
export type CrsDefinition = z.infer<typeof crsDefinitionSchema>;

/** Calls about coordinate systems. */
export const crsContract = {
  'crs.define': defineCall({
    kind: 'query',
    summary: 'The definition of a coordinate system: PROJ string, WKT, name, units, area of use.',
    input: z.object({ crs: z.string().min(1).max(20_000) }),
    output: crsDefinitionSchema,
    errors: ['CRS_UNKNOWN'],
  }),
  'crs.search': defineCall({
    kind: 'query',
    summary: 'Projected and geographic coordinate systems whose code or name holds all the words.',
    input: z.object({ text: z.string().min(1).max(200), limit: z.int().min(1).max(200).default(30) }),
    output: z.object({ items: z.array(z.object({ crs: z.string(), name: z.string(), area: z.string() })) }),
    errors: [],
  }),
};
