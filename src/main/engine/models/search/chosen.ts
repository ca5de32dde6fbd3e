import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { optionValueSchema } from '../../../../shared/families/option-form.ts';
import type { Training } from '../training.rpc.ts';

const chosenSchema = z.object({ options: z.record(z.string(), optionValueSchema) });

/** The training with the options that the search of the run chose, where there was one. @throws AppError FILE_NOT_FOUND */
export async function chosenTraining(training: Training): Promise<Training> {
  if (training.chosen === null) return training;
  try {
    const { options } = chosenSchema.parse(JSON.parse(await readFile(training.chosen, 'utf8')));
    return { ...training, options, chosen: null };
  } catch (thrown) {
    throw toAppError(thrown, training.chosen);
  }
}
