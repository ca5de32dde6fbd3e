import { join } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import type { Evaluation } from '../../../shared/reports/evaluation.ts';
import { reportTables } from '../../../shared/reports/report-tables.ts';
import { likeliestClasses } from '../../../shared/stats/decision.ts';
import { csvLine } from '../../../shared/text/csv-line.ts';
import { message, type Message } from '../../../shared/messages/message.ts';
import { assessRows } from '../models/assessment/assess-rows.ts';
import { openClassifier } from '../models/assessment/onnx-predict.ts';
import { inputLoaderOf } from '../models/inputs/loaders.ts';
import { trainingMetrics } from '../models/report.ts';
import { testWarnings } from '../models/test-warnings.ts';
import type { LabelledRows } from '../models/training-rows.ts';
import { implementTask } from '../pool/rpc.ts';
import { readSamples } from '../samples/parquet.ts';
import type { SampleTable } from '../samples/table.ts';
import { writeFileAtomic, writeJsonAtomic } from '../workspace/atomic.ts';
import { type EvaluateInput, evaluateTask } from './evaluate.rpc.ts';
import { windowOfTable } from './period-window.ts';
import { learntKeys, testedRows } from './tested-rows.ts';
import { rowsWhere } from './where.ts';

/** See {@link evaluateTask}. */
export const evaluateImplementation = implementTask(evaluateTask, async (input, context) => {
  const { about, classes } = input;
  const table = windowOfTable(await readSamples(input.samples.path), input.window.first, input.window.count);
  const { rows, leftOut } = await rowsToTest(input, table);
  if (rows.rows === 0) throw appError('SAMPLES_NONE', whyNone(input, leftOut));
  context.progress(0.2);
  await using model = await openClassifier(input.model.path, { input: input.model.input, probabilities: input.model.probabilities, shape: input.source.shape, classes: classes.length });
  const probabilities = await model.predict(rows.matrix, rows.rows);
  const predicted = likeliestClasses(probabilities, rows.rows, classes.length);
  const metrics = trainingMetrics({ reference: rows.labels, predicted, classes, trainRows: about.trainRows, split: about.split });
  const assessment = await assessRows(
    { predict: model.predict, probabilities, rows, classes: classes.length, table, input: input.source, temperature: input.temperature, importance: input.importance, by: input.by },
    { signal: context.signal, progress: (fraction) => context.progress(0.3 + 0.65 * fraction) },
  );
  const { id, title, simulated, model: ofModel, samples, scheme, warnings } = about;
  const document: Evaluation = { version: 1, kind: 'evaluation', id, title, simulated, model: ofModel, samples, where: input.where, scheme, metrics, assessment, leftOut, warnings: [...warnings, ...testWarnings(metrics)] };
  return { files: await writeReport(input.folder, document, predictionLines(table, { rows, predicted, probabilities, classes })), document };
});

async function rowsToTest({ source, samples, learnt, where, classes }: EvaluateInput, table: SampleTable): Promise<ReturnType<typeof testedRows>> {
  const matrix = await inputLoaderOf(source.kind).load(table, source);
  return testedRows({
    table, crs: samples.crs, matrix, shape: source.shape, classes,
    within: rowsWhere(table, samples.crs, where),
    learnt: learnt && learntKeys(await readSamples(learnt.path), learnt.crs, learnt.resplit),
  });
}

function whyNone({ about }: EvaluateInput, leftOut: Evaluation['leftOut']): { why: Message; remedy: Message } {
  if (leftOut.learnt > 0) return { why: message('LEARNT_FROM_ALL', { model: about.model.id, number: leftOut.learnt }), remedy: message('CHOOSE_HELD_BACK') };
  const unknown = Object.keys(leftOut.unknownClass);
  if (unknown.length > 0) return { why: message('CLASSES_NONE_KNOWN', { model: about.model.id, codes: unknown.slice(0, 8) }), remedy: message('MAP_CLASSES', { codes: about.scheme.classes.map(({ code }) => code).slice(0, 12) }) };
  return { why: message('TEST_NODATA'), remedy: message('CHOOSE_WITH_VALUES') };
}

interface Predictions {
  readonly rows: LabelledRows;
  readonly predicted: ArrayLike<number>;
  readonly probabilities: Float32Array;
  readonly classes: readonly string[];
}

/** `predictions.csv`: one line per tested sample. */
function predictionLines(table: SampleTable, { rows, predicted, probabilities, classes }: Predictions): string[] {
  const lines = Array.from(rows.from, (row, i) => {
    const best = predicted[i] as number;
    return csvLine([table.ids[row] ?? '', classes[rows.labels[i] as number] ?? '', classes[best] ?? '', Number((probabilities[i * classes.length + best] as number).toFixed(4))]);
  });
  return [csvLine(['sample_id', 'class', 'predicted', 'probability']), ...lines];
}

/** @returns the names of the files */
async function writeReport(folder: string, document: Evaluation, predictions: readonly string[]): Promise<string[]> {
  const tables = reportTables(document);
  for (const { name, lines } of tables) await writeFileAtomic(join(folder, name), lines.map((line) => csvLine(line)).join(''));
  await writeFileAtomic(join(folder, 'predictions.csv'), predictions.join(''));
  await writeJsonAtomic(join(folder, 'report.json'), document);
  return [...tables.map(({ name }) => name), 'predictions.csv', 'report.json'];
}
