import { z } from 'zod';
import { sampleEditSchema } from '../../../shared/contract/jobs/hygiene.ts';
import { splitSideSchema, splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import { defineTask } from '../pool/rpc.ts';

/** Applies edits and a split to a sample table and writes the new one. @throws SAMPLE_UNKNOWN, SPLIT_IMPOSSIBLE, SAMPLES_NONE */
export const reviseSamplesTask = defineTask({
  name: 'hygiene.revise-samples',
  input: z.object({ samples: z.string(), path: z.string(), crs: z.string(), edits: z.array(sampleEditSchema), split: splitSpecSchema, target: z.string() }),
  output: z.object({
    file: z.string(), rows: z.int(), byClass: z.record(z.string(), z.int()), bySplit: z.object({ train: z.int(), test: z.int() }),
    fixed: z.int(), dropped: z.int(), leftOut: z.int(),
  }),
});

/** Rows of a group of a split: a block, a region, a parcel. */
export const splitGroupSchema = z.object({
  group: z.string(), side: splitSideSchema, rows: z.int(),
  /** Degrees: least longitude and latitude, greatest longitude and latitude of its samples. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

/** Tries a split without writing anything. @throws SPLIT_IMPOSSIBLE */
export const trySplitTask = defineTask({
  name: 'hygiene.try-split',
  input: z.object({ path: z.string(), crs: z.string(), split: splitSpecSchema, nearM: z.number(), mostGroups: z.int() }),
  output: z.object({
    description: z.string(),
    byClass: z.record(z.string(), z.object({ train: z.int(), validation: z.int(), test: z.int(), leftOut: z.int() })),
    groups: z.array(splitGroupSchema),
    groupCount: z.int(),
    near: z.object({ nearM: z.number(), testRows: z.int(), sharedParcels: z.int(), nearestM: z.number().nullable() }),
  }),
});

/** The ids among `wanted` that a sample table does not have. */
export const missingSamplesTask = defineTask({
  name: 'hygiene.missing-samples',
  input: z.object({ path: z.string(), wanted: z.array(z.string()) }),
  output: z.object({ missing: z.array(z.string()) }),
});
