import { z } from 'zod';
import { footprintBoxes, recordBase, skippedSchema } from './record-base.ts';

/**
 * A set of parcels, kept as `parcels/<id>.gpkg` in the source's CRS with valid geometries.
 * Columns: `fid`, `source_id`, `code`, `label`, `area_m2`, and the source's own attributes.
 */
export const parcelSetSchema = z.object({
  kind: z.literal('parcels'),
  ...recordBase,
  path: z.string(),
  layer: z.string(),
  crs: z.string(),
  footprint: footprintBoxes,
  source: z.string(),
  format: z.string(),
  count: z.int(),
  /** Geometries that were repaired. */
  repaired: z.int(),
  codeColumn: z.string(),
  /** Source of codes: `rpg`, `hcat`, `cz-lpis`, `fiboa`, … or `own`. */
  codeSource: z.string(),
  codes: z.array(z.object({ code: z.string(), label: z.string(), count: z.int(), areaM2: z.number() })),
  skipped: z.array(skippedSchema),
});
export type ParcelSet = z.infer<typeof parcelSetSchema>;
