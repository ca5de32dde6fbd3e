import { z } from 'zod';
import { TRAINING_INPUTS } from '../contract/jobs/train.ts';
import { classSchemeSchema } from '../raster/class-scheme.ts';
import { confusionFigures, confusionMatrix } from '../stats/confusion.ts';
import { rowConditionSchema } from './where.ts';
import { toldSchema } from '../messages/message.ts';

const unusable = z.object({ empty: z.int(), weightless: z.int() });

/** One draw: local blocks held back, the others' samples in an order drawn from the seed, and the models trained with the first 0, 500, … of them. */
export const localTrialSchema = z.object({
  seed: z.int(),
  /** Foreign samples that every model of the draw learnt from, local ones that there were to add, local ones of the held-back blocks. */
  foreignRows: z.int(),
  poolRows: z.int(),
  testRows: z.int(),
  steps: z.array(z.object({ samples: z.int(), macroF1: z.number(), overallAccuracy: z.number() })),
  /** Samples of either side without any value among the features, and with values but of weight 0; not in curves of earlier versions. */
  leftOut: z.object({ local: unusable, foreign: unusable }).exactOptional(),
});
export type LocalTrial = z.infer<typeof localTrialSchema>;

/**
 * What the curve says of collecting more. `saturated`: what there is suffices; `more`: about so many more; `rising`: no end in sight;
 * `no-gain`: local samples change nothing beyond the spread; `unclear`: too few steps or draws, or too much spread.
 */
export const CURVE_VERDICTS = ['saturated', 'more', 'rising', 'no-gain', 'unclear'] as const;
export const curveVerdictSchema = z.object({
  kind: z.enum(CURVE_VERDICTS),
  /** Local samples at which 95 % of what local samples can bring is reached: estimate and limits; null where they cannot be told. */
  enough: z.int().nullable(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  /** The same in English. */
  words: z.string(),
});
export type CurveVerdict = z.infer<typeof curveVerdictSchema>;

/** Macro F1 = ceiling − reach · exp(−n / scale), n local samples. */
export const saturatingCurveSchema = z.object({ ceiling: z.number(), reach: z.number(), scale: z.number() });
export type SaturatingCurve = z.infer<typeof saturatingCurveSchema>;

/** A mean with limits at 90 %. */
export const gainSchema = z.object({ from: z.int(), to: z.int(), mean: z.number(), low: z.number(), high: z.number() });
export type Gain = z.infer<typeof gainSchema>;

const sideSchema = z.object({ id: z.string(), title: z.string(), where: z.array(rowConditionSchema), rows: z.int() });

/** `evaluations/<id>/curve.json` of the job `local-curve`. */
export const localCurveSchema = z.object({
  version: z.literal(1),
  kind: z.literal('local-curve'),
  id: z.string(),
  title: z.string(),
  simulated: z.boolean(),
  foreign: sideSchema,
  local: sideSchema,
  /** The kind of classifier and what it is given, in English. */
  family: z.string(),
  /** The same by id, for a window in another language; null in curves of earlier versions. */
  learner: z.object({ family: z.string(), input: z.enum(TRAINING_INPUTS), encoder: z.string().nullable() }).nullable().default(null),
  /** How local blocks were held back, in words. */
  split: z.string(),
  scheme: classSchemeSchema,
  /** Classes of the tests: macro F1 is the mean over those that occur in a draw's test. */
  classes: z.array(z.string()),
  trials: z.array(localTrialSchema).min(1),
  /** Mean over the draws, and the standard deviation between them (n − 1; 0 for one). */
  steps: z.array(z.object({ samples: z.int(), macroF1: z.number(), sd: z.number(), overallAccuracy: z.number(), overallAccuracySd: z.number() })),
  fit: saturatingCurveSchema.nullable(),
  /** Of the last step over the first, within the draws; null for one draw or one step. */
  gain: gainSchema.nullable(),
  verdict: curveVerdictSchema,
  warnings: z.array(toldSchema),
});
export type LocalCurve = z.infer<typeof localCurveSchema>;

/**
 * Macro F1 and overall accuracy of a step. Macro F1 is the mean over the classes of the test, so that it means the same at
 * every step: a class that a model names and that is not in the test has no F1 of its own, but costs the others theirs.
 * It is scikit-learn's `f1_score(reference, predicted, labels=unique(reference), average='macro', zero_division=0)`.
 * @param reference class index per test sample
 * @param predicted class index per test sample
 */
export function testedFigures(reference: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): { readonly macroF1: number; readonly overallAccuracy: number } {
  const { perClass, overallAccuracy } = confusionFigures(confusionMatrix(reference, predicted, classes));
  const tested = perClass.filter(({ support }) => support > 0);
  return { macroF1: tested.reduce((sum, { f1 }) => sum + f1, 0) / tested.length, overallAccuracy };
}
