import { z } from 'zod';
import { optionValueSchema } from '../../../../shared/families/option-form.ts';
import { defineTask } from '../../pool/rpc.ts';
import { trainingSchema } from '../training.rpc.ts';
import { foldScoreSchema } from './chosen.ts';

const SILENCE_SECONDS = 3600;

/** Trains on all folds but one and scores that one; the score is written to a scratch file, too. */
export const scoreFoldTask = defineTask({
  name: 'models.scoreFold',
  input: z.object({ training: trainingSchema, trial: z.int().min(0), fold: z.int().min(0), folds: z.int().min(2), target: z.string() }),
  output: foldScoreSchema.extend({ file: z.string() }),
  silenceSeconds: SILENCE_SECONDS,
});

/** Ranks the trials by their scores and writes which options to train with. */
export const chooseOptionsTask = defineTask({
  name: 'models.chooseOptions',
  input: z.object({ trials: z.array(z.record(z.string(), optionValueSchema)).min(1), scores: z.array(z.string()), target: z.string() }),
  output: z.object({ file: z.string() }),
});
