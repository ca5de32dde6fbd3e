import { EPOCH_EVENT } from '../../../shared/families/curve.ts';
import { implementTask, type TaskContext } from '../pool/rpc.ts';
import { writeScratch } from './families/scratch.ts';
import type { TrainingWatch } from './families/trainer.ts';
import { trainerOf } from './families/trainers.ts';
import { chosenTraining } from './search/chosen.ts';
import { trainPartTask } from './training.rpc.ts';
import { fittingRows, loadRows } from './training-rows.ts';

export const trainPartImplementation = implementTask(trainPartTask, async (input, context) => {
  const training = await chosenTraining(input.training);
  const rows = await loadRows(training);
  const request = { ...fittingRows(rows.train, training), classes: training.classes.length, input: training.input, options: training.options, seed: training.seed, part: input.part, parts: input.parts, checkpoint: `${input.target}.checkpoint` };
  const trained = await trainerOf(training.family).train(request, watchOf(context));
  await writeScratch(input.target, trained);
  return { part: input.target, epochs: trained.curve.length };
});

/** A training's watch that writes its epochs into the log of the job. */
export function watchOf(context: TaskContext): TrainingWatch {
  return {
    signal: context.signal,
    progress: (fraction) => context.progress(fraction),
    epoch: ({ epoch, trainLoss, validationLoss, macroF1 }) => context.note?.(EPOCH_EVENT, { epoch, trainLoss, validationLoss, macroF1 }),
  };
}
