import { z } from 'zod';
import { DECISION_ACTIONS, decisionSchema } from '../hygiene/decision.ts';
import { doubtedClassSchema } from '../hygiene/doubted-class.ts';
import { checkSummarySchema, classCurveSchema, findingSchema, FLAG_KINDS } from '../hygiene/finding.ts';
import { leakDocumentSchema } from '../hygiene/leak.ts';
import { defineCall } from './call.ts';
import { splitSideSchema, splitSpecSchema } from './sample-split.ts';
import { toldSchema } from '../messages/message.ts';

const decisionsOutput = z.object({
  samples: z.string(),
  decisions: z.array(decisionSchema),
  /** The finished checks of the set, the oldest first. */
  checks: z.array(z.string()),
  /** Steps that can be undone and done again. */
  canUndo: z.int(),
  canRedo: z.int(),
});

/** Calls about doubted samples and splits; checking (`hygiene-check`), applying (`samples-revise`) and the leak (`samples-leak`) are jobs. */
export const hygieneContract = {
  'hygiene.findings': defineCall({
    kind: 'query',
    summary: 'Lists the samples that a check doubts, the worst first, with score, reasons, suggestion, place and curve, and what was decided about them.',
    input: z.object({
      samples: z.string(),
      /** `check-1` …; the newest by default. */
      check: z.string().regex(/^check-\d+$/, 'a check is named check-1, check-2 and so on').optional(),
      kinds: z.array(z.enum(FLAG_KINDS)).optional(),
      classCode: z.string().optional(),
      /** Least score, 0…1. */
      minScore: z.number().min(0).max(1).default(0),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(50_000).default(1000),
    }),
    output: z.object({
      samples: z.string(),
      check: z.string(),
      rows: z.int(),
      total: z.int(),
      byKind: z.record(z.string(), z.int()),
      /** Classes of which the check doubts more than half, whatever the filters: they are rare or look like others. */
      doubtedClasses: z.array(doubtedClassSchema),
      summaries: z.array(checkSummarySchema),
      periods: z.array(z.object({ start: z.string(), end: z.string() })),
      index: z.string(),
      classCurves: z.array(classCurveSchema),
      findings: z.array(findingSchema.extend({ reasons: z.array(z.string()) })),
      ...decisionsOutput.omit({ samples: true }).shape,
    }),
    errors: ['RECORD_NOT_FOUND', 'CHECK_NONE', 'METADATA_INVALID'],
  }),
  'hygiene.decide': defineCall({
    kind: 'command',
    summary: 'Decides about samples: fix (another class), drop, keep, or clear the decision. Kept beside the sample set; nothing is changed before it is applied.',
    input: z.object({ samples: z.string(), ids: z.array(z.string()).min(1).max(10_000), action: z.enum(DECISION_ACTIONS), classCode: z.string().nullable().default(null) }),
    output: decisionsOutput,
    errors: ['RECORD_NOT_FOUND', 'SAMPLE_UNKNOWN', 'DECISION_INVALID', 'WORKSPACE_READ_ONLY', 'DISK_FULL'],
  }),
  'hygiene.undo': defineCall({
    kind: 'command',
    summary: 'Takes the last step of deciding back, or does it again.',
    input: z.object({ samples: z.string(), direction: z.enum(['back', 'forth']).default('back') }),
    output: decisionsOutput,
    errors: ['RECORD_NOT_FOUND', 'WORKSPACE_READ_ONLY', 'DISK_FULL'],
  }),
  'hygiene.decisions': defineCall({
    kind: 'query',
    summary: 'Lists what was decided about the samples of a set and is not applied yet.',
    input: z.object({ samples: z.string() }),
    output: decisionsOutput,
    errors: ['RECORD_NOT_FOUND', 'METADATA_INVALID'],
  }),
  'samples.leaks': defineCall({
    kind: 'query',
    summary: 'Lists what the jobs `samples-leak` found for a sample set, the oldest first: the figures of a random split beside those of another.',
    input: z.object({ samples: z.string() }),
    output: z.object({ samples: z.string(), leaks: z.array(leakDocumentSchema) }),
    errors: ['RECORD_NOT_FOUND', 'METADATA_INVALID'],
  }),
  'samples.split': defineCall({
    kind: 'query',
    summary: 'Tries a split of a sample set without changing it: samples per class and side, its groups and where they lie, and how near the test comes to the training.',
    input: z.object({ samples: z.string(), split: splitSpecSchema }),
    output: z.object({
      samples: z.string(),
      split: splitSpecSchema,
      description: z.string(),
      byClass: z.record(z.string(), z.object({ train: z.int(), validation: z.int(), test: z.int(), leftOut: z.int() })),
      groups: z.array(z.object({ group: z.string(), side: splitSideSchema, rows: z.int(), bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]) })),
      groupCount: z.int(),
      /** Test rows within `nearM` of a training row, parcels on both sides, least distance (null beyond 10 km). */
      near: z.object({ nearM: z.number(), testRows: z.int(), sharedParcels: z.int(), nearestM: z.number().nullable() }),
      warnings: z.array(toldSchema),
    }),
    errors: ['RECORD_NOT_FOUND', 'SPLIT_IMPOSSIBLE', 'FILE_NOT_FOUND', 'METADATA_INVALID', 'COLUMN_MISSING'],
  }),
} as const;
