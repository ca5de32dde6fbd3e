import { readFile } from 'node:fs/promises';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type LeakDocument, leakSide, type LeakTrial, leakTrialSchema } from '../../../../shared/hygiene/leak.ts';
import { likeliestClasses } from '../../../../shared/stats/decision.ts';
import { message } from '../../../../shared/messages/message.ts';
import { implementTask } from '../../pool/rpc.ts';
import { readSamples } from '../../samples/parquet.ts';
import { countBy } from '../../samples/split.ts';
import { resideTable } from '../../samples/splits/split-table.ts';
import { writeJsonAtomic } from '../../workspace/atomic.ts';
import type { Classifier } from '../families/trainer.ts';
import { trainerOf } from '../families/trainers.ts';
import { trainingMetrics } from '../report.ts';
import { watchOf } from '../train-part.task.ts';
import { fittingRows, loadRows, type LabelledRows } from '../training-rows.ts';
import type { Training } from '../training.rpc.ts';
import { leakReportTask, leakTrialTask } from './leak.rpc.ts';

/** Training rows that a class must have. */
const ROWS_NEEDED = 2;

/** See {@link leakTrialTask}. */
export const leakTrialImplementation = implementTask(leakTrialTask, async ({ training, parts, seed, scratch, target }, context) => {
  const leftOut = await classesWithoutTraining(training);
  if (training.classes.length - leftOut.length < 2) throw appError('CLASSES_TOO_FEW', { count: training.classes.length - leftOut.length });
  const taken = { ...training, classes: training.classes.filter((code) => !leftOut.includes(code)) };
  const { train: all, test } = await loadRows(taken);
  if (test.rows === 0) throw appError('SPLIT_IMPOSSIBLE', { split: message('THE_SAMPLE_SET'), why: message('TEST_NONE'), remedy: message('CHOOSE_HOLDING_SPLIT') });
  const classifier = await trained(all, taken, { parts, scratch, watch: watchOf(context) });
  const predicted = likeliestClasses(await classifier.predict(test.matrix, test.rows), test.rows, taken.classes.length);
  const { overallAccuracy, macroF1 } = trainingMetrics({ reference: test.labels, predicted, classes: taken.classes, trainRows: all.rows, split: '' });
  const trial: LeakTrial = { seed, overallAccuracy, macroF1, trainRows: all.rows, testRows: test.rows, leftOut };
  await writeJsonAtomic(target, trial);
  return { file: target, trial };
});

/** Classes that the split leaves with fewer training samples than a family needs. */
async function classesWithoutTraining({ samples, resplit, classes }: Training): Promise<string[]> {
  const read = await readSamples(samples);
  const table = resplit ? resideTable(read, resplit.crs, resplit.spec) : read;
  const counts = countBy(table.classes.filter((_, row) => table.splits[row] === 'train'));
  return classes.filter((code) => (counts.get(code) ?? 0) < ROWS_NEEDED);
}

interface Doing {
  readonly parts: number;
  readonly scratch: string;
  readonly watch: ReturnType<typeof watchOf>;
}

async function trained(all: LabelledRows, training: Training, { parts, scratch, watch }: Doing): Promise<Classifier> {
  const request = { ...fittingRows(all, training), classes: training.classes.length, input: training.input, options: training.options, seed: training.seed, parts };
  const trainer = trainerOf(training.family);
  const states: unknown[] = [];
  for (let part = 0; part < parts; part++) {
    const told = { ...watch, progress: (fraction: number) => watch.progress((part + fraction) / parts), epoch: () => undefined };
    states.push((await trainer.train({ ...request, part, checkpoint: `${scratch}-${part}.checkpoint` }, told)).state);
  }
  return trainer.join(states, request);
}

/** See {@link leakReportTask}. */
export const leakReportImplementation = implementTask(leakReportTask, async ({ samples, family, spec, randomSplit, split, random, blocked, target }) => {
  const read = (files: readonly string[]): Promise<LeakTrial[]> => Promise.all(files.map(async (file) => leakTrialSchema.parse(JSON.parse(await readFile(file, 'utf8')))));
  const [byChance, byBlocks] = [leakSide(randomSplit, await read(random)), leakSide(split, await read(blocked))];
  const document: LeakDocument = {
    version: 1, samples, family, spec, random: byChance, blocked: byBlocks,
    leak: { overallAccuracy: byChance.overallAccuracy - byBlocks.overallAccuracy, macroF1: byChance.macroF1 - byBlocks.macroF1 },
  };
  await writeJsonAtomic(target, document);
  return { file: target, document };
});
