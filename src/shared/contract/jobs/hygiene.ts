import { z } from 'zod';
import { splitSpecSchema } from '../sample-split.ts';
import { newIdSchema } from '../../records/record-id.ts';

const seed = z.int().min(0).max(4_294_967_295).default(42);

/** The checks that there are. */
export const CHECK_NAMES = ['som', 'neighbours', 'duplicates', 'conflicts', 'edges', 'clouds'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Parameters of the job `hygiene-check`. */
export const hygieneCheckSchema = z.object({
  samples: z.string(),
  /** Checks to do; all by default. */
  checks: z.array(z.enum(CHECK_NAMES)).min(1).default([...CHECK_NAMES]),
  som: z
    .object({
      /** Neurons per side; null chooses by the number of samples. */
      side: z.int().min(2).max(40).nullable().default(null),
      epochs: z.int().min(1).max(500).default(20),
      /** `batch`: the order of samples does not matter; `sequential`: one sample at a time, drawn by the seed. */
      mode: z.enum(['batch', 'sequential']).default('batch'),
      /** Neurons this near on the map are neighbours. */
      radius: z.int().min(1).max(10).default(2),
      /** Below this share of its neuron a sample's class is doubted (sits: remove). */
      priorThreshold: z.number().min(0).max(1).default(0.6),
      /** The same of the share smoothed over neighbouring neurons (sits: analyze). */
      posteriorThreshold: z.number().min(0).max(1).default(0.6),
    })
    .prefault({}),
  neighbours: z
    .object({
      k: z.int().min(1).max(100).default(10),
      /** A sample is doubted when fewer of its neighbours have its class. */
      agreement: z.number().min(0).max(1).default(0.3),
      /** And when it is so many times as far from its class as the median sample of it. */
      farTimes: z.number().min(1).default(3),
      /** Most samples that neighbours are looked for among; more are drawn from by the seed. */
      pool: z.int().min(100).max(1_000_000).default(10_000),
    })
    .prefault({}),
  /** Samples nearer than this, in the same year, are at the same place. */
  samePlaceM: z.number().min(0).max(100).default(1),
  /** Parcel set that edges are looked for in; the one that the samples were drawn from by default. */
  parcels: z.string().nullable().default(null),
  /** Least distance to the edge of the parcel in metres; by default what keeps the pixel inside. */
  edgeM: z.number().min(0).max(1000).nullable().default(null),
  clouds: z
    .object({
      /** Least share of periods with a clear observation. */
      minClear: z.number().min(0).max(1).default(0.5),
      /** Longest time without one, in days. */
      maxGapDays: z.number().min(1).default(95),
    })
    .prefault({}),
  seed,
});
export type HygieneCheck = z.infer<typeof hygieneCheckSchema>;
export type HygieneCheckRequest = z.input<typeof hygieneCheckSchema>;

/** A decision as it is applied: another class, or out. */
export const sampleEditSchema = z.object({ sample: z.string(), action: z.enum(['fix', 'drop']), classCode: z.string().nullable() });
export type SampleEdit = z.infer<typeof sampleEditSchema>;

/** Parameters of the job `samples-revise`: a new sample set from one whose samples were decided about, or split anew. The old set stays. */
export const samplesReviseSchema = z.object({
  samples: z.string(),
  /** The edits; null takes the decisions that are kept with the sample set. */
  edits: z.array(sampleEditSchema).nullable().default(null),
  split: splitSpecSchema.default({ by: 'column' }),
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type SamplesRevise = z.infer<typeof samplesReviseSchema>;
