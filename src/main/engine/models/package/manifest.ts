import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordBase } from '../../../../shared/records/record-base.ts';
import { toldSchema } from '../../../../shared/messages/message.ts';

/** Format of the packages that this Furrow writes, and the newest that it reads. */
export const PACKAGE_VERSION = 1;
/** The file of a package that says what the others are. */
export const MANIFEST_NAME = 'manifest.json';
/** Most bytes that the files of a package may have together: they are packed and checked in memory. */
export const PACKAGE_BYTES = 1024 * 1024 ** 2;
/** The files of a model, in the order of a package; the report alone may be missing. */
export const MODEL_FILES = ['model.onnx', 'card.json', 'report.json'] as const;

const partSchema = z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const packedModelSchema = z.strictObject({
  id: recordBase.id,
  title: z.string(),
  createdAt: z.string(),
  simulated: z.boolean(),
  warnings: z.array(toldSchema),
  /** Its files, by their names in the package. */
  parts: z.array(partSchema).min(2).max(MODEL_FILES.length),
});
export type PackedModel = z.infer<typeof packedModelSchema>;

/** `manifest.json` of a model package. */
export const manifestSchema = z.strictObject({
  format: z.literal('furrow-model'),
  version: z.int(),
  /** Version of the Furrow that wrote it. */
  furrow: z.string(),
  model: packedModelSchema,
  /** The model on whose embeddings a head works; null for all others. */
  encoder: packedModelSchema.nullable(),
  /** SHA-256 of this manifest without this line, as compact JSON: an altered manifest is found as an altered part is. */
  checksum: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The checksum of a manifest, from its fields in their order. */
export function manifestChecksum(fields: Readonly<Record<string, unknown>>): string {
  const { checksum: _, ...rest } = fields;
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}
