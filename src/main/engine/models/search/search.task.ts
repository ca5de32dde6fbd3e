import { readFile } from 'node:fs/promises';
import { confusionFigures, confusionMatrix } from '../../../../shared/stats/confusion.ts';
import { likeliestClasses } from '../../../../shared/stats/decision.ts';
import { implementTask } from '../../pool/rpc.ts';
import { writeJsonAtomic } from '../../workspace/atomic.ts';
import { trainerOf } from '../families/trainers.ts';
import { fittingRows, type LabelledRows, loadRows, selectRows } from '../training-rows.ts';
import { type FoldScore, foldScoreSchema, rankedTrials } from './chosen.ts';
import { groupFolds } from './folds.ts';
import { chooseOptionsTask, scoreFoldTask } from './search.rpc.ts';

export const scoreFoldImplementation = implementTask(scoreFoldTask, async ({ training, trial, fold, folds, target }, context) => {
  const { train: rows, unchanged } = await loadRows(training);
  const classes = training.classes.length;
  const foldOf = groupFolds({ labels: unchanged.labels, classes, groups: unchanged.groups, folds, seed: training.seed });
  const groups = new Set(unchanged.groups.filter((_, row) => foldOf[row] === fold));
  const side = ({ groups: own }: LabelledRows, isHeldOut: boolean): number[] => Array.from(own.keys()).filter((row) => groups.has(own[row] ?? '') === isHeldOut);
  // Learnt from changed copies where there are some, judged by the rows as they are.
  const heldOut = selectRows(unchanged, side(unchanged, true));
  const request = { ...fittingRows(selectRows(rows, side(rows, false)), training), classes, input: training.input, options: training.options, seed: training.seed, parts: 1 };
  const trainer = trainerOf(training.family);
  const watch = { signal: context.signal, progress: (fraction: number) => context.progress(fraction), epoch: () => undefined };
  const part = await trainer.train({ ...request, part: 0, checkpoint: `${target}.checkpoint` }, watch);
  const classifier = await trainer.join([part.state], request);
  const predicted = likeliestClasses(await classifier.predict(heldOut.matrix, heldOut.rows), heldOut.rows, classes);
  const { macroF1, overallAccuracy } = confusionFigures(confusionMatrix(heldOut.labels, predicted, classes));
  const score: FoldScore = { trial, fold, macroF1, overallAccuracy, rows: heldOut.rows };
  await writeJsonAtomic(target, score);
  context.note?.('Training:FoldScored', { ...score });
  return { ...score, file: target };
});

export const chooseOptionsImplementation = implementTask(chooseOptionsTask, async ({ trials, scores, target }) => {
  const read = await Promise.all(scores.map(async (path) => foldScoreSchema.parse(JSON.parse(await readFile(path, 'utf8')))));
  const search = rankedTrials(trials, read);
  await writeJsonAtomic(target, { options: search[0]?.options ?? {}, search });
  return { file: target };
});
