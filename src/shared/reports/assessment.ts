import { z } from 'zod';

const meanFiguresSchema = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });

/** How far confidences can be believed (`stats/calibration.ts`). */
export const calibrationSchema = z.object({
  bins: z.array(z.object({ low: z.number(), high: z.number(), count: z.int(), confidence: z.number(), accuracy: z.number() })).readonly(),
  expectedError: z.number(),
  brier: z.number(),
  logLoss: z.number(),
});

/** A temperature that was fitted on rows which neither taught the model nor test it. */
export const temperatureSchema = z.object({
  value: z.number().positive(),
  /** Those rows in words, and how many they are. */
  fittedOn: z.string(),
  rows: z.int(),
});
export type Temperature = z.infer<typeof temperatureSchema>;

/** Figures of the rows that share a value of an attribute. */
export const groupFiguresSchema = z.object({
  value: z.string(),
  rows: z.int(),
  overallAccuracy: z.number(),
  /** Wilson's interval of the accuracy at 95 % (Wilson 1927, JASA 22, 209–212): rows counted as if drawn one by one, so blocks and parcels make it wider still. */
  accuracyLow: z.number(),
  accuracyHigh: z.number(),
  /** Mean F1 over the classes that occur or are predicted within the group. */
  macroF1: z.number(),
  weightedF1: z.number(),
  /** Classes that occur in the group's reference. */
  classes: z.int(),
});
export type GroupFigures = z.infer<typeof groupFiguresSchema>;

/** What is shuffled together; of a model on embeddings, `feature` and `sensor` are groups of the encoder's inputs. */
export const IMPORTANCE_GROUPINGS = ['feature', 'sensor', 'band', 'period'] as const;
export type ImportanceGrouping = (typeof IMPORTANCE_GROUPINGS)[number];

/**
 * Permutation importance (Breiman 2001, Machine Learning 45, section 10; Fisher et al. 2019, JMLR 20, 177): how much worse the model is on test
 * rows whose numbers of one kind were shuffled between rows. Numbers that say the same as others look less important than they are.
 */
export const importanceSchema = z.object({
  rows: z.int(),
  repeats: z.int(),
  seed: z.int(),
  /** Macro F1 of the same rows unshuffled. */
  macroF1: z.number(),
  /** The largest drop of macro F1 first within each grouping; `sd` over the repeats (n − 1). */
  items: z.array(z.object({ grouping: z.enum(IMPORTANCE_GROUPINGS), name: z.string(), columns: z.int(), drop: z.number(), sd: z.number(), accuracyDrop: z.number() })),
});
export type Importance = z.infer<typeof importanceSchema>;

/** What a report says beyond per-class figures and confusion, of the same test rows. */
export const assessmentSchema = z.object({
  version: z.literal(1),
  macro: meanFiguresSchema,
  weighted: meanFiguresSchema,
  /** Share of rows whose class is among the k likeliest, k = 1, 2, …. */
  topK: z.array(z.number()),
  /** Rows of the confusion divided by their sums. */
  confusionShares: z.array(z.array(z.number())),
  groups: z.array(z.object({ by: z.string(), values: z.array(groupFiguresSchema) })),
  calibration: calibrationSchema,
  /** The same rows at the fitted temperature; null where none could be fitted honestly. Maps keep the model's own probabilities. */
  scaled: z.object({ temperature: temperatureSchema, calibration: calibrationSchema }).nullable(),
  /** Null where it was not asked for. */
  importance: importanceSchema.nullable(),
});
export type Assessment = z.infer<typeof assessmentSchema>;
