import { z } from 'zod';
import { RECORD_KINDS } from '../records/record-base.ts';
import { textEncodingSchema } from '../text/encoding.ts';
import { defineCall } from './call.ts';
import { messageParamsSchema, toldSchema } from '../messages/message.ts';

/** What a file does not say itself. Each holds for all paths of the call. */
export const importOptionsSchema = z.object({
  /** Names of a raster's bands in order, such as B02, B03, B04, B08, SCL; `skip` leaves one out. */
  bands: z.array(z.string().min(1)).min(1).optional(),
  /** Added to the stored numbers of reflectance bands before scaling; −1000 for Sentinel-2 since baseline 04.00. */
  boaOffset: z.number().min(-20_000).max(20_000).optional(),
  /** Day or time of acquisition, ISO 8601, UTC. */
  datetime: z.string().min(1).optional(),
  /** Column with the crop codes of parcels. */
  codeColumn: z.string().min(1).optional(),
  /** Reads the paths as this product and no other (`sentinel2-safe`, `cropland-mask`, …). */
  as: z.string().min(1).optional(),
  /** Character set of text tables that are not Unicode. */
  encoding: textEncodingSchema.optional(),
  /** Values of a cropland mask that count as cropland; WorldCover's 40 by default. */
  croplandValues: z.array(z.int()).min(1).optional(),
  /** Marks everything that is imported as simulated; the demo sets it. */
  simulated: z.boolean().optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** A record that was made, or that would be. */
export const importedSchema = z.object({
  id: z.string(),
  kind: z.enum(RECORD_KINDS),
  title: z.string(),
  /** Time of acquisition or first day of a series, ISO 8601; null for what has none. */
  datetime: z.string().nullable(),
  crs: z.string().nullable(),
  bands: z.array(z.string()),
  warnings: z.array(toldSchema),
  /** The product that it was read as. */
  product: z.string(),
  /** The product's file or folder, stored form. */
  source: z.string(),
  /** True when the same source was imported before and its record was renewed. */
  updated: z.boolean(),
});
export type Imported = z.infer<typeof importedSchema>;

/** A path that was not imported: `code` is an error code, `reason` its sentence with what to do, `params` what they name. */
export const skippedInputSchema = z.object({ path: z.string(), code: z.string(), reason: z.string(), params: messageParamsSchema });
export type SkippedInput = z.infer<typeof skippedInputSchema>;

const inputSchema = z.object({ paths: z.array(z.string().min(1)).min(1), options: importOptionsSchema.default({}) });
export const importResultSchema = z.object({ imported: z.array(importedSchema), skipped: z.array(skippedInputSchema) });
export type ImportResult = z.infer<typeof importResultSchema>;

const ERRORS = [
  'PRODUCT_NOT_UNDERSTOOD',
  'FOLDER_EMPTY',
  'PRODUCT_LEVEL',
  'METADATA_MISSING',
  'METADATA_INVALID',
  'DATE_INVALID',
  'SCHEME_INVALID',
  'LABELS_NONE',
  'TABLE_EMPTY',
  'TABLE_DAMAGED',
  'TEXT_ENCODING_UNSAID',
  'TEXT_ENCODING_UNKNOWN',
  'TEXT_LETTERS_UNKNOWN',
  'BAND_MISSING',
  'BAND_SIZE',
  'BANDS_UNNAMED',
  'ARCHIVE_UNSAFE',
  'ARCHIVE_DAMAGED',
  'ASSET_NOT_LOCAL',
  'RASTER_UNREADABLE',
  'VECTOR_UNREADABLE',
  'DRIVER_MISSING',
  'CRS_MISSING',
  'COORDINATES_IMPOSSIBLE',
  'RECORD_EXISTS',
  'FILE_NOT_FOUND',
  'NETWORK_PATH',
] as const;

/** The calls of this domain. */
export const importContract = {
  'import.paths': defineCall({
    kind: 'command',
    summary: 'Registers the products found under the paths; lists what was skipped and why. Fails with the product’s own error when a single path was given and nothing of it could be used.',
    input: inputSchema,
    output: importResultSchema,
    errors: ERRORS,
  }),
  'import.inspect': defineCall({
    kind: 'query',
    summary: 'Says what importing the paths would register, and changes nothing.',
    input: inputSchema,
    output: importResultSchema,
    errors: ERRORS,
  }),
};
