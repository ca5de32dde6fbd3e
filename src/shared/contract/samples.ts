import { z } from 'zod';
import { defineCall } from './call.ts';

/** What a look over a sample set finds. */
export const sampleCheckSchema = z.object({
  rows: z.int(),
  byClass: z.record(z.string(), z.object({ train: z.int(), test: z.int() })),
  /** Shares 0…1 of values that are missing. */
  nodata: z.object({ total: z.number(), byBand: z.record(z.string(), z.number()), byPeriod: z.array(z.object({ start: z.string(), share: z.number() })) }),
  /** Rows whose whole series occurs before; how many of them under another class. */
  duplicates: z.object({ same: z.int(), conflicting: z.int() }),
  /** Does the test know the training? Groups on both sides, test rows nearer than `nearM`, and the least distance. */
  leak: z.object({ sharedGroups: z.int(), testRowsNearTraining: z.int(), nearM: z.number(), nearestM: z.number().nullable() }),
  warnings: z.array(z.string()),
});
export type SampleCheck = z.infer<typeof sampleCheckSchema>;

/** Calls about sample sets; drawing them is a job. */
export const samplesContract = {
  'samples.check': defineCall({
    kind: 'query',
    summary: 'Looks a sample set over: classes and splits, missing values, duplicates, test samples beside training samples.',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string(), check: sampleCheckSchema }),
    errors: ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'METADATA_INVALID', 'COLUMN_MISSING'],
  }),
} as const;
