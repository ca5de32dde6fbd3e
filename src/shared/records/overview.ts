import { z } from 'zod';
import { compositeSchema } from './composite.ts';
import { mapSchema, maskSchema, modelSchema, sampleSetSchema, schemeRecordSchema } from './learning.ts';
import { parcelSetSchema } from './parcels.ts';
import { sceneSchema } from './scene.ts';

/** A map of very many classes without them: they are a table of their own, told once. */
export const mapOutlineSchema = mapSchema.omit({ kind: true, scheme: true, classes: true, pixelCounts: true }).extend({
  kind: z.literal('map-outline'),
  /** Fingerprint of its class table: another one where any class or count differs. */
  table: z.string(),
});
export type MapOutline = z.infer<typeof mapOutlineSchema>;

/** A record as an overview has it: whole, but for maps of very many classes. */
export const overviewRecordSchema = z.discriminatedUnion('kind', [sceneSchema, compositeSchema, parcelSetSchema, sampleSetSchema, schemeRecordSchema, modelSchema, mapSchema, maskSchema, mapOutlineSchema]);
export type OverviewRecord = z.infer<typeof overviewRecordSchema>;
