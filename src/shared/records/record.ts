import { z } from 'zod';
import { compositeSchema } from './composite.ts';
import { mapSchema, maskSchema, modelSchema, sampleSetSchema, schemeRecordSchema } from './learning.ts';
import { parcelSetSchema } from './parcels.ts';
import { sceneSchema } from './scene.ts';

/** Every record that the catalog holds, told apart by `kind`. */
export const recordSchemas = {
  scene: sceneSchema,
  composite: compositeSchema,
  parcels: parcelSetSchema,
  samples: sampleSetSchema,
  scheme: schemeRecordSchema,
  model: modelSchema,
  map: mapSchema,
  mask: maskSchema,
} as const;

export const catalogRecordSchema = z.discriminatedUnion('kind', [sceneSchema, compositeSchema, parcelSetSchema, sampleSetSchema, schemeRecordSchema, modelSchema, mapSchema, maskSchema]);
export type CatalogRecord = z.infer<typeof catalogRecordSchema>;
export type RecordOf<K extends CatalogRecord['kind']> = Extract<CatalogRecord, { kind: K }>;
