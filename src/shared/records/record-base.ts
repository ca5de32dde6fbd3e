import { z } from 'zod';
import { toldSchema } from '../messages/message.ts';
import { recordIdSchema } from './record-id.ts';

/** Kinds of records in the catalog, as `furrow list` names them in the plural. */
export const RECORD_KINDS = ['scene', 'composite', 'parcels', 'samples', 'scheme', 'model', 'map', 'mask'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Fields of every record. */
export const recordBase = {
  id: recordIdSchema,
  title: z.string(),
  /** UTC time of registration, ISO 8601. */
  createdAt: z.string(),
  /** True for everything that was made from the simulated landscape; shown wherever the record is shown. */
  simulated: z.boolean().default(false),
  /** What a reviewer must know: contradictions between data and metadata, resampled SCL, … */
  warnings: z.array(toldSchema).default([]),
};

/** Bounds in degrees, EPSG:4326 with x = longitude. Two boxes where the antimeridian is crossed. */
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export const footprintBoxes = z.array(boundsSchema).min(1).max(2);

/** Something that was left out, and why. */
export const skippedSchema = z.object({ reason: z.string(), count: z.int(), examples: z.array(z.string()).default([]) });
export type Skipped = z.infer<typeof skippedSchema>;
