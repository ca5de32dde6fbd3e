import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { optionValueSchema } from '../../../../shared/families/option-form.ts';
import type { Training } from '../training.rpc.ts';

/** How options did in one fold. */
export const foldScoreSchema = z.object({ trial: z.int(), fold: z.int(), macroF1: z.number(), overallAccuracy: z.number(), rows: z.int() });
export type FoldScore = z.infer<typeof foldScoreSchema>;

/** How options did in all folds: a row of `search` in report.json. */
export const trialScoreSchema = z.object({
  options: z.record(z.string(), optionValueSchema),
  /** Macro F1 per fold. */
  folds: z.array(z.number()),
  /** Of the macro F1, and its standard deviation between folds (n − 1). */
  mean: z.number(),
  sd: z.number(),
  /** Mean over the folds. */
  overallAccuracy: z.number(),
});
export type TrialScore = z.infer<typeof trialScoreSchema>;

/** What a cross-validation found, best first, and the options to train with. */
export const chosenSchema = z.object({ options: z.record(z.string(), optionValueSchema), search: z.array(trialScoreSchema) });
export type Chosen = z.infer<typeof chosenSchema>;

/** What the cross-validation of the run found; null where there was none. @throws AppError FILE_NOT_FOUND */
export async function readChosen(training: Training): Promise<Chosen | null> {
  if (training.chosen === null) return null;
  try {
    return chosenSchema.parse(JSON.parse(await readFile(training.chosen, 'utf8')));
  } catch (thrown) {
    throw toAppError(thrown, training.chosen);
  }
}

/** The training with the options that the search of the run chose, where there was one. @throws AppError FILE_NOT_FOUND */
export async function chosenTraining(training: Training): Promise<Training> {
  const chosen = await readChosen(training);
  return chosen ? { ...training, options: chosen.options, chosen: null } : training;
}

/** Scores per trial, the best macro F1 first, among equals in the order of the trials. */
export function rankedTrials(trials: readonly Training['options'][], scores: readonly FoldScore[]): TrialScore[] {
  const rows = trials.map((options, trial): TrialScore => {
    const own = scores.filter((score) => score.trial === trial).toSorted((a, b) => a.fold - b.fold);
    const folds = own.map((score) => score.macroF1);
    const mean = meanOf(folds);
    const sd = folds.length > 1 ? Math.sqrt(folds.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (folds.length - 1)) : 0;
    return { options, folds, mean, sd, overallAccuracy: meanOf(own.map((score) => score.overallAccuracy)) };
  });
  return rows.toSorted((a, b) => b.mean - a.mean);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
