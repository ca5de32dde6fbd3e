import { appError } from '../../../shared/errors/app-error.ts';
import { type LocalTrial, testedFigures } from '../../../shared/reports/local-curve.ts';
import { likeliestClasses } from '../../../shared/stats/decision.ts';
import { csvLine } from '../../../shared/text/csv-line.ts';
import { message } from '../../../shared/messages/message.ts';
import { shuffled } from '../models/assessment/permutation.ts';
import type { TrainingWatch } from '../models/families/trainer.ts';
import { trainerOf } from '../models/families/trainers.ts';
import { inputLoaderOf } from '../models/inputs/loaders.ts';
import { watchOf } from '../models/train-part.task.ts';
import type { Unusable } from '../models/left-out-rows.ts';
import { fittingRows, type LabelledRows, selectRows } from '../models/training-rows.ts';
import { implementTask } from '../pool/rpc.ts';
import { readSamples } from '../samples/parquet.ts';
import { selectRows as selectTableRows } from '../samples/rare-class.ts';
import { assignSides } from '../samples/splits/split-table.ts';
import { writeFileAtomic, writeJsonAtomic } from '../workspace/atomic.ts';
import { hasValue, joinRows, labelRows, type NumberedTable } from './labelled-rows.ts';
import { type LocalTrialInput, localTrialTask } from './local-curve.rpc.ts';
import { windowOfTable } from './period-window.ts';
import { sampleKeys } from './tested-rows.ts';
import { rowsWhere } from './where.ts';

/** Training rows that a class must have to be learnt. */
const ROWS_NEEDED = 2;

/** See {@link localTrialTask}. */
export const localTrialImplementation = implementTask(localTrialTask, async (input, context) => {
  const { foreign, pool, test, ids, leftOut } = await rowsOfDraw(input);
  const steps = input.steps.filter((samples) => samples <= pool.rows);
  const taught: LocalTrial['steps'] = [];
  const predicted: number[][] = [];
  for (const [i, samples] of steps.entries()) {
    const added = selectRows(pool, Array.from({ length: samples }, (_, row) => row));
    const told = { ...watchOf(context), progress: (fraction: number) => context.progress((i + fraction) / steps.length), epoch: () => undefined };
    const codes = await predictedBy(joinRows(foreign, added), test, input, `${input.scratch}-${samples}`, told);
    taught.push({ samples, ...testedFigures(test.labels, codes, input.training.classes.length) });
    predicted.push(codes);
  }
  const trial: LocalTrial = { seed: input.seed, foreignRows: foreign.rows, poolRows: pool.rows, testRows: test.rows, steps: taught, leftOut };
  const name = (code: number | undefined): string => input.training.classes[code ?? -1] ?? '';
  const lines = ids.map((id, row) => [input.seed, id, name(test.labels[row]), ...input.steps.map((_, i) => name(predicted[i]?.[row]))]);
  await writeFileAtomic(input.predictions, lines.map((line) => csvLine(line)).join(''));
  await writeJsonAtomic(input.target, trial);
  return { file: input.target, trial, localRows: pool.rows + test.rows };
});

interface Draw {
  readonly foreign: LabelledRows;
  /** Local samples to add, in the order drawn. */
  readonly pool: LabelledRows;
  readonly test: LabelledRows;
  /** Ids of the test samples. */
  readonly ids: readonly string[];
  readonly leftOut: NonNullable<LocalTrial['leftOut']>;
}

async function rowsOfDraw({ foreign, local, training, split, seed }: LocalTrialInput): Promise<Draw> {
  const { classes } = training;
  const [ofForeign, ofLocal] = [await numbersOf(foreign), await numbersOf(local)];
  const weightsOf = ({ table }: NumberedTable): Float64Array | null => (training.sampleWeights === 'use' ? table.weights : null);
  const faultOf = (numbered: NumberedTable, row: number): Unusable | null => (!hasValue(numbered, row) ? 'empty' : (weightsOf(numbered)?.[row] ?? 1) > 0 ? null : 'weightless');
  const candidates = (numbered: NumberedTable, rows: readonly number[]): number[] => rows.filter((row) => classes.includes(numbered.table.classes[row] ?? ''));
  const missed = (numbered: NumberedTable, rows: readonly number[]): Record<Unusable, number> => ({ empty: rows.filter((row) => faultOf(numbered, row) === 'empty').length, weightless: rows.filter((row) => faultOf(numbered, row) === 'weightless').length });
  const ofLocalSide = candidates(ofLocal, rowsWhere(ofLocal.table, local.crs, local.where));
  const localRows = ofLocalSide.filter((row) => faultOf(ofLocal, row) === null);
  if (localRows.length === 0) throw appError('SAMPLES_NONE', { why: message('LOCAL_NONE'), remedy: message('CHOOSE_OTHER_LOCAL') });
  const { sides } = assignSides(selectTableRows(ofLocal.table, localRows), local.crs, split);
  const side = (isTest: boolean): number[] => localRows.filter((_, i) => sides[i] !== null && (sides[i] === 'test') === isTest);
  const pool = labelRows(ofLocal, side(false), classes, weightsOf(ofLocal));
  const test = labelRows(ofLocal, side(true), classes, null);
  // A sample in both sets counts as local: the foreign side must not know the test.
  const keys = sampleKeys(ofLocal.table, local.crs);
  const known = new Set(localRows.map((row) => keys[row]));
  const foreignKeys = sampleKeys(ofForeign.table, foreign.crs);
  const ofForeignSide = candidates(ofForeign, rowsWhere(ofForeign.table, foreign.crs, foreign.where));
  const foreignRows = ofForeignSide.filter((row) => faultOf(ofForeign, row) === null && !known.has(foreignKeys[row]));
  if (foreignRows.length === 0) throw appError('SAMPLES_NONE', { why: message('FOREIGN_NONE'), remedy: message('TELL_APART') });
  return { foreign: labelRows(ofForeign, foreignRows, classes, weightsOf(ofForeign)), pool: selectRows(pool, shuffled(pool.rows, seed, 0)), test, ids: Array.from(test.from, (row) => ofLocal.table.ids[row] ?? ''), leftOut: { local: missed(ofLocal, ofLocalSide), foreign: missed(ofForeign, ofForeignSide) } };
}

async function numbersOf({ path, source, window }: LocalTrialInput['local']): Promise<NumberedTable> {
  const table = windowOfTable(await readSamples(path), window.first, window.count);
  return { table, matrix: await inputLoaderOf(source.kind).load(table, source), shape: source.shape };
}

/**
 * Classes that a model trained on some rows gives the test samples. Those with too few rows are not learnt, and their test
 * samples count as wrong.
 */
async function predictedBy(all: LabelledRows, test: LabelledRows, { training, foreign, parts, seed }: LocalTrialInput, scratch: string, watch: TrainingWatch): Promise<number[]> {
  const { classes } = training;
  const counts = new Uint32Array(classes.length);
  for (const label of all.labels) counts[label] = (counts[label] as number) + 1;
  const learnt = Array.from(classes.keys()).filter((c) => (counts[c] as number) >= ROWS_NEEDED);
  if (learnt.length < 2) throw appError('CLASSES_TOO_FEW', { count: learnt.length });
  const rows = selectRows(all, Array.from(all.labels.keys()).filter((row) => learnt.includes(all.labels[row] as number)));
  const relabelled = { ...rows, labels: rows.labels.map((label) => learnt.indexOf(label)) };
  const fitting = fittingRows(relabelled, { ...training, classes: learnt.map((c) => classes[c] ?? ''), seed });
  const request = { ...fitting, classes: learnt.length, input: foreign.source, options: training.options, seed, parts };
  const trainer = trainerOf(training.family);
  const states: unknown[] = [];
  for (let part = 0; part < parts; part++) {
    states.push((await trainer.train({ ...request, part, checkpoint: `${scratch}-${part}.checkpoint` }, { ...watch, progress: (fraction) => watch.progress((part + fraction) / parts) })).state);
  }
  const classifier = await trainer.join(states, request);
  const predicted = likeliestClasses(await classifier.predict(test.matrix, test.rows), test.rows, learnt.length);
  return Array.from(predicted, (c) => learnt[c] as number);
}
