import { z } from 'zod';

/** What a check may hold against a sample. */
export const FLAG_KINDS = ['som', 'neighbours', 'far', 'same-place', 'same-series', 'conflict', 'edge', 'outside', 'clouds'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** What to do with a sample: give it another class, leave it out, keep it as it is, or look at it first. */
export const suggestionSchema = z.object({ action: z.enum(['fix', 'drop', 'keep', 'look']), classCode: z.string().nullable() });
export type Suggestion = z.infer<typeof suggestionSchema>;

/** One reason to doubt a sample. `facts` are the numbers and names that its sentence needs (`reason.ts`). */
export const flagSchema = z.object({
  kind: z.enum(FLAG_KINDS),
  /** How sure the check is, 0…1. */
  score: z.number(),
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type Flag = z.infer<typeof flagSchema>;

/** A sample that a check doubts. */
export const findingSchema = z.object({
  sample: z.string(),
  /** Row of the sample table, from 0. */
  row: z.int(),
  classCode: z.string(),
  /** How doubtful it is, 0…1: what the map and the neighbours say together, or another flag that says more. */
  score: z.number(),
  flags: z.array(flagSchema).min(1),
  suggestion: suggestionSchema,
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** The index of {@link checkDocumentSchema}'s curves per period, null where it is missing. */
  curve: z.array(z.number().nullable()),
});
export type Finding = z.infer<typeof findingSchema>;

/** Spread of a class's curves per period: median, 10 % and 90 % quantile; null where no sample has a value. */
export const classCurveSchema = z.object({ code: z.string(), samples: z.int(), median: z.array(z.number().nullable()), low: z.array(z.number().nullable()), high: z.array(z.number().nullable()) });
export type ClassCurve = z.infer<typeof classCurveSchema>;

/** What one check did: its figures, or why it could not be done. */
export const checkSummarySchema = z.object({ check: z.string(), flagged: z.int(), skipped: z.string().nullable(), facts: z.record(z.string(), z.number()) });
export type CheckSummary = z.infer<typeof checkSummarySchema>;

/** `flags.json` of a check: every doubted sample, the worst first. */
export const checkDocumentSchema = z.object({
  version: z.literal(1),
  samples: z.string(),
  rows: z.int(),
  /** Parameters of the check, its seed among them. */
  settings: z.record(z.string(), z.unknown()),
  checks: z.array(checkSummarySchema),
  periods: z.array(z.object({ start: z.string(), end: z.string() })),
  /** What the curves show: `NDVI`, or a band where there is no red and infrared. */
  index: z.string(),
  classCurves: z.array(classCurveSchema),
  findings: z.array(findingSchema),
});
export type CheckDocument = z.infer<typeof checkDocumentSchema>;
