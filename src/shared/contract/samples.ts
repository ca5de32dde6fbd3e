import { z } from 'zod';
import { defineCall } from './call.ts';
import { toldSchema } from '../messages/message.ts';

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
  warnings: z.array(toldSchema),
});
export type SampleCheck = z.infer<typeof sampleCheckSchema>;

/** Rows of a set that share a value, by class. */
const shareSchema = z.object({ value: z.string(), rows: z.int(), byClass: z.record(z.string(), z.int()) });

/** What a sample set is made of. */
export const sampleDescriptionSchema = z.object({
  rows: z.int(),
  /** Classes in the order of their rows, most first; `weight` is the sum of the rows' weights. */
  classes: z.array(z.object({ code: z.string(), rows: z.int(), share: z.number(), train: z.int(), test: z.int(), weight: z.number() })),
  /** Distribution by what is known of the rows; only what the set has. `not known` where a row says nothing. */
  by: z.array(z.object({ name: z.string(), values: z.array(shareSchema), more: z.int() })),
  /** Indices that the bands allow, for curves. */
  indices: z.array(z.string()),
  /** Physical values of each band over all rows and periods; percentiles as numpy's default. Null without any value. */
  bands: z.array(z.object({
    band: z.string(), unit: z.string(), n: z.int(), missing: z.int(),
    min: z.number().nullable(), max: z.number().nullable(), mean: z.number().nullable(), sd: z.number().nullable(),
    p2: z.number().nullable(), p50: z.number().nullable(), p98: z.number().nullable(),
  })),
  weights: z.object({ min: z.number(), median: z.number(), max: z.number(), zero: z.int() }).nullable(),
  /** First and last day that a label is valid at, where they are known. */
  labels: z.object({ first: z.string(), last: z.string() }).nullable(),
});
export type SampleDescription = z.infer<typeof sampleDescriptionSchema>;

/** Curves of the classes of a sample set. */
export const sampleProfilesSchema = z.object({
  periods: z.array(z.object({ start: z.string(), end: z.string(), middle: z.number() })),
  quantities: z.array(z.object({ name: z.string(), unit: z.string() })),
  quantiles: z.array(z.number()),
  classes: z.array(z.object({
    code: z.string(),
    samples: z.int(),
    /** One per quantity: per period the number of values, their mean and their quantiles; null without any value. */
    series: z.array(z.array(z.object({ n: z.int(), mean: z.number().nullable(), quantiles: z.array(z.number()).nullable() }))),
    /** Randomly drawn samples with their own curves: values[quantity][period]. */
    examples: z.array(z.object({ id: z.string(), values: z.array(z.array(z.number().nullable())) })),
  })),
});
export type SampleProfiles = z.infer<typeof sampleProfilesSchema>;

const readErrors = ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'METADATA_INVALID', 'COLUMN_MISSING'] as const;

/** Calls about sample sets; drawing them is a job. */
export const samplesContract = {
  'samples.check': defineCall({
    kind: 'query',
    summary: 'Looks a sample set over: classes and splits, missing values, duplicates, test samples beside training samples.',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string(), check: sampleCheckSchema }),
    errors: [...readErrors],
  }),
  'samples.describe': defineCall({
    kind: 'query',
    summary: 'What a sample set is made of: classes, years, countries, data sets, regions, band statistics, weights.',
    input: z.object({ id: z.string() }),
    output: sampleDescriptionSchema,
    errors: [...readErrors],
  }),
  'samples.profiles': defineCall({
    kind: 'query',
    summary: 'The curves of the classes of a sample set: quantiles per period of bands and indices, and randomly drawn samples.',
    input: z.object({
      id: z.string(),
      /** Class codes; all when null. */
      classes: z.array(z.string()).nullable().default(null),
      /** Names of bands and indices; NDVI, or the first band where it cannot be formed, when null. */
      quantities: z.array(z.string()).min(1).nullable().default(null),
      quantiles: z.array(z.number().min(0).max(1)).min(1).max(20).default([0.1, 0.25, 0.5, 0.75, 0.9]),
      /** Samples per class that are drawn with their own curves. */
      examples: z.int().min(0).max(500).default(0),
      seed: z.int().min(0).default(42),
      /** Samples of one side of the split alone. */
      split: z.enum(['train', 'test']).nullable().default(null),
    }),
    output: sampleProfilesSchema,
    errors: [...readErrors, 'FEATURE_UNKNOWN', 'FEATURE_UNAVAILABLE'],
  }),
  'samples.rejected': defineCall({
    kind: 'query',
    summary: 'The samples that were rejected when a set was made, with the reason of each.',
    input: z.object({
      id: z.string(),
      /** Those of one reason alone. */
      reason: z.string().nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(10_000).default(200),
    }),
    output: z.object({
      /** Most frequent first; what only a cap left out is counted here and not listed. */
      byReason: z.array(z.object({ reason: z.string(), count: z.int() })),
      /** Rows that match, and the part of them that was asked for. */
      total: z.int(),
      rows: z.array(z.object({ id: z.string(), reason: z.string() })),
      /** False for sets that were made before the list was kept: a few examples of each reason are all there is. */
      complete: z.boolean(),
    }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'samples.points': defineCall({
    kind: 'query',
    summary: 'Where the samples of a set lie: degrees, class and split of each.',
    input: z.object({ id: z.string(), limit: z.int().min(1).max(200_000).default(50_000) }),
    output: z.object({
      rows: z.int(),
      /** Codes that `class` of the points counts in. */
      classes: z.array(z.string()),
      points: z.array(z.object({ id: z.string(), lon: z.number(), lat: z.number(), class: z.int(), test: z.boolean() })),
    }),
    errors: [...readErrors],
  }),
} as const;
