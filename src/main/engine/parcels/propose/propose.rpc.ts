import { z } from 'zod';
import { proposeParamsSchema } from '../../../../shared/contract/jobs/propose.ts';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { cropClassSchema } from '../../../../shared/raster/class-scheme.ts';
import { footprintBoxes } from '../../../../shared/records/record-base.ts';
import { messageSchema } from '../../../../shared/messages/message.ts';
import { defineTask } from '../../pool/rpc.ts';

/** A sample set whose fields need no visit. Path absolute; `isOfTime`: its series are of the map's time, which holds for rows that say nothing of their own. */
export const knownSamplesSchema = z.object({ path: z.string(), crs: z.string(), isOfTime: z.boolean() });
export type KnownSamples = z.infer<typeof knownSamplesSchema>;

/** First and last day of the map's time, ISO. */
export const timeSpanSchema = z.object({ start: z.string(), end: z.string() });
export type TimeSpan = z.infer<typeof timeSpanSchema>;

/**
 * Chooses the parcels that are most worth a visit and writes them to a GeoPackage. Paths are absolute.
 * @throws RASTER_UNREADABLE, VECTOR_UNREADABLE, NOTHING_TO_PROPOSE, ALL_FIELDS_SAMPLED, DISK_FULL
 */
export const proposeTask = defineTask({
  name: 'parcels.propose',
  input: z.object({
    ...proposeParamsSchema.pick({ count: true, measure: true, diversity: true, minAreaM2: true, seed: true }).shape,
    parcels: z.string(),
    probabilities: z.string(),
    grid: gridSchema,
    /** The map's classes in the order of its bands. */
    classes: z.array(cropClassSchema).min(1),
    /** What to call both in messages. */
    names: z.object({ map: z.string(), parcels: z.string() }),
    simulated: z.boolean(),
    /** Day that the file is dated with, so that a replay writes the same bytes. */
    dated: z.string(),
    /** Samples whose fields are left out, and the map's time. */
    known: z.array(knownSamplesSchema),
    span: timeSpanSchema,
    target: z.string(),
  }),
  output: z.object({
    crs: z.string(),
    footprint: footprintBoxes,
    count: z.int(),
    /** Parcels that the map says something of. */
    candidates: z.int(),
    /** Parcels that were left out because they hold samples. */
    sampled: z.int(),
    /** Proposed parcels by predicted class. */
    codes: z.array(z.object({ code: z.string(), label: z.string(), count: z.int(), areaM2: z.number() })),
    top: z.array(z.object({ id: z.string(), rank: z.int(), why: messageSchema, predicted: z.string(), uncertainty: z.number() })),
  }),
  silenceSeconds: 3600,
});
