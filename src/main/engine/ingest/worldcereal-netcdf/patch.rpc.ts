import { z } from 'zod';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { boundsSchema } from '../../../../shared/records/record-base.ts';
import { toldSchema } from '../../../../shared/messages/message.ts';
import { defineTask } from '../../pool/rpc.ts';

/** A variable of the patch that becomes a band. */
const variableSchema = z.object({
  band: bandQuantitySchema,
  /** Name in the file. */
  variable: z.string(),
  /** GDAL's name of the sub-dataset. */
  dataset: z.string(),
  /** False for one layer that holds for all periods. */
  hasTime: z.boolean(),
});
export type PatchVariable = z.infer<typeof variableSchema>;

export const patchSchema = z.object({
  grid: gridSchema,
  footprint: z.array(boundsSchema),
  variables: z.array(variableSchema),
  periods: z.array(z.object({ start: z.string(), end: z.string(), name: z.string() })),
  /** Variables that are no known band. */
  others: z.array(z.string()),
  warnings: z.array(toldSchema),
});
export type Patch = z.infer<typeof patchSchema>;

/** Reads what a WorldCereal patch holds, without its pixels. @throws METADATA_INVALID, CRS_MISSING, BAND_SIZE, RASTER_UNREADABLE */
export const inspectPatchTask = defineTask({ name: 'ingest.inspect-patch', input: z.object({ path: z.string() }), output: patchSchema });

/** Writes one COG per period. `folder` is absolute. @throws DISK_FULL, WRITE_FAILED, RASTER_UNREADABLE */
export const writePatchTask = defineTask({
  name: 'ingest.write-patch',
  input: z.object({ patch: patchSchema, folder: z.string() }),
  output: z.object({
    periods: z.array(z.object({ name: z.string(), clearFraction: z.number() })),
    warnings: z.array(toldSchema),
  }),
});
