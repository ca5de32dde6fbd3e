import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurvePoint } from '../../../shared/families/curve.ts';
import type { Metrics, ModelCard } from '../../../shared/records/learning.ts';
import type { Assessment } from '../../../shared/reports/assessment.ts';
import { likeliestClasses } from '../../../shared/stats/decision.ts';
import { message, type Told } from '../../../shared/messages/message.ts';
import { implementTask } from '../pool/rpc.ts';
import { writeFileAtomic, writeJsonAtomic } from '../workspace/atomic.ts';
import { type Agreement, requireAgreement } from './agreement.ts';
import { balancedBy } from './balance.ts';
import { assessTraining } from './assessment/assess-training.ts';
import { readScratch } from './families/scratch.ts';
import { type Classifier, type ClassifierFile, OUT_OF_BAG, type TrainedPart } from './families/trainer.ts';
import { trainerOf } from './families/trainers.ts';
import { fittingWarnings } from './fitting-warnings.ts';
import { leftOutWarnings } from './left-out-rows.ts';
import { trainingMetrics } from './report.ts';
import { testWarnings } from './test-warnings.ts';
import { readChosen, type TrialScore } from './search/chosen.ts';
import { type FinishTrainingInput, finishTrainingTask } from './training.rpc.ts';
import { type FittingRows, type LabelledRows, fittingRows, loadRows } from './training-rows.ts';

/** Rows on which ONNX Runtime and the trainer are compared. */
const COMPARED_ROWS = 20_000;
/** Every so many values of the compared rows are made missing, so that missing values are compared too. */
const MISSING_EVERY = 17;

export const finishTrainingImplementation = implementTask(finishTrainingTask, async (given, context) => {
  const chosen = await readChosen(given.training);
  const input = chosen ? { ...given, training: { ...given.training, options: chosen.options } } : given;
  const { training } = input;
  const { table, train: all, test, leftOut } = await loadRows(training);
  const fitting = fittingRows(all, training);
  const parts = (await Promise.all(input.parts.map(readScratch))) as TrainedPart<unknown>[];
  const classifier = await joined(parts, fitting, input);
  const file = classifier.write(fileSpecOf(input));
  context.progress(0.2);
  const agreement = await compare(file, classifier, test.rows > 0 ? test : all, labelsOf(input));
  context.progress(0.6);
  const heldOut = heldOutMetrics(classifier, fitting.train, input);
  const judged = test.rows > 0 ? test : heldOut ? null : (fitting.validation ?? fitting.train);
  const metrics = judged ? await metricsOn(classifier, judged, fitting, input) : (heldOut as Metrics);
  const assessment = await assessTraining({ training, importance: input.importance, table, test, validation: fitting.validation, trained: fitting.train, classifier, file }, { signal: context.signal, progress: (fraction) => context.progress(0.6 + 0.35 * fraction) });
  const card = cardOf(input, { file, metrics, classifier });
  const paths = { model: join(input.folder, 'model.onnx'), report: join(input.folder, 'report.json'), card: join(input.folder, 'card.json') };
  const warnings = [...leftOutWarnings(leftOut), ...fittingWarnings(fitting, training), ...(classifier.warnings ?? []), ...testWarnings(metrics)];
  const report = reportOf({ warnings, input, metrics, assessment, heldOut, classifier, agreement, curve: parts.flatMap((part) => part.curve), fitting, search: chosen?.search ?? [] });
  await writeModel(paths, { bytes: file.bytes, report, card });
  return { card, files: [paths.model, paths.report, paths.card], search: chosen?.search ?? [], keptEpoch: classifier.keptEpoch ?? null, warnings };
});

interface ModelPaths {
  readonly model: string;
  readonly report: string;
  readonly card: string;
}

/** Writes the files of a model: all of them, or, where one cannot be written, none. */
async function writeModel(paths: ModelPaths, { bytes, report, card }: { readonly bytes: Uint8Array; readonly report: Readonly<Record<string, unknown>>; readonly card: ModelCard }): Promise<void> {
  try {
    await writeFileAtomic(paths.model, bytes);
    await writeJsonAtomic(paths.report, report);
    await writeJsonAtomic(paths.card, card);
  } catch (thrown) {
    await Promise.allSettled([paths.model, paths.report, paths.card].map((path) => rm(path, { force: true })));
    throw thrown;
  }
}

function joined(parts: readonly TrainedPart<unknown>[], fitting: FittingRows, { training }: FinishTrainingInput): Classifier | Promise<Classifier> {
  const request = { ...fitting, classes: training.classes.length, input: training.input, options: training.options, seed: training.seed, parts: parts.length };
  return trainerOf(training.family).join(parts.map((part) => part.state), request);
}

/** Pixel value of each class: the labels of the ONNX file. */
function labelsOf(input: FinishTrainingInput): number[] {
  return input.training.classes.map((code) => input.scheme.classes.find((candidate) => candidate.code === code)?.value ?? 0);
}

/** Proves that the file's bytes, in ONNX Runtime and in whatever classify runs, are the classifier that was trained. */
async function compare(file: ClassifierFile, classifier: Classifier, from: LabelledRows, labels: readonly number[]): Promise<Agreement> {
  const rows = Math.min(from.rows, COMPARED_ROWS);
  const values = from.matrix.slice(0, (rows * from.matrix.length) / from.rows);
  for (let i = 0; i < values.length; i += MISSING_EVERY) values[i] = NaN;
  const agreementOf = async (one: Classifier): Promise<Agreement> =>
    requireAgreement(file, { values, rows, shape: from.shape, probabilities: await one.predict(values, rows), labels, tolerance: one.tolerance });
  const trained = await agreementOf(classifier);
  const reread = classifier.reread ? await agreementOf(classifier.reread(file)) : trained;
  return { largestDifference: Math.max(trained.largestDifference, reread.largestDifference), differentLabels: Math.max(trained.differentLabels, reread.differentLabels) };
}

/** Figures of rows: of those that the training stopped by, as it judged them before it learnt from them, too. */
async function metricsOn(classifier: Classifier, rows: LabelledRows, fitting: FittingRows, input: FinishTrainingInput): Promise<Metrics> {
  const { classes } = input.training;
  const before = rows === fitting.validation ? classifier.aside : undefined;
  const predicted = likeliestClasses(before ?? (await classifier.predict(rows.matrix, rows.rows)), rows.rows, classes.length);
  const learnt = learntRows(fitting);
  const copied = (input.training.input.copies ?? 0) > 0 ? { trainSamples: new Set(learnt.from).size } : {};
  return trainingMetrics({ reference: rows.labels, predicted, classes, trainRows: learnt.rows, ...copied, split: splitWords(input, rows, fitting) });
}

/** The rows that the model was trained on in the end. */
function learntRows({ train, refit }: FittingRows): LabelledRows {
  return refit ?? train;
}

function splitWords(input: FinishTrainingInput, judged: LabelledRows, { train, validation, refit }: FittingRows): string {
  if (judged !== validation && judged !== train) return input.split;
  if (judged === validation && refit) return 'validation rows, judged before the model learnt from them, too: a little too good';
  return judged === validation ? 'validation rows, which the training stopped early by: a little too good' : 'the training rows themselves: no measure of accuracy';
}

/** Training rows judged by what did not see them, for families that can; rows that were never held out are left out. */
function heldOutMetrics({ heldOut, heldOutBy }: Classifier, train: LabelledRows, { training: { classes, input } }: FinishTrainingInput): Metrics | null {
  // A changed copy of a row is nearly that row: what did not see the one has seen the other.
  if (!heldOut || (input.copies ?? 0) > 0) return null;
  const count = classes.length;
  const predicted = likeliestClasses(heldOut, train.rows, count);
  const judged = Array.from({ length: train.rows }, (_, row) => row).filter((row) => heldOut.subarray(row * count, (row + 1) * count).some((share) => share > 0));
  return trainingMetrics({
    reference: judged.map((row) => train.labels[row] as number),
    predicted: judged.map((row) => predicted[row] as number),
    classes,
    trainRows: train.rows,
    split: heldOutBy ?? OUT_OF_BAG,
  });
}

interface Findings {
  readonly warnings: readonly Told[];
  readonly input: FinishTrainingInput;
  readonly metrics: Metrics;
  /** Of the test rows; null without any. */
  readonly assessment: Assessment | null;
  readonly heldOut: Metrics | null;
  readonly classifier: Classifier;
  readonly agreement: Agreement;
  readonly curve: readonly CurvePoint[];
  readonly fitting: FittingRows;
  readonly search: readonly TrialScore[];
}

/** `report.json`. */
function reportOf({ warnings, input, metrics, assessment, heldOut, classifier, agreement, curve, fitting, search }: Findings): Record<string, unknown> {
  const { training } = input;
  const importance = classifier.importance ?? new Float64Array(0);
  return {
    metrics,
    assessment,
    ...(heldOut ? { outOfBag: { overallAccuracy: heldOut.overallAccuracy, macroF1: heldOut.macroF1, rows: heldOut.testRows } } : {}),
    features: [...importance].map((share, i) => ({ feature: training.input.names[i] ?? String(i), importance: share })).sort((a, b) => b.importance - a.importance),
    onnxRuntime: agreement,
    ...classifier.facts,
    family: training.family,
    options: { ...training.options, balance: training.balance, sampleWeights: training.sampleWeights, ...copiesOf(training), seed: training.seed },
    balancedBy: balancedBy(training),
    rows: { train: fitting.train.rows, validation: fitting.validation?.rows ?? 0, test: metrics.testRows, learnt: learntRows(fitting).rows },
    curve,
    warnings,
    ...(search.length > 0 ? { search } : {}),
  };
}

function cardOf(input: FinishTrainingInput, { file, metrics, classifier }: { readonly file: ClassifierFile; readonly metrics: Metrics; readonly classifier: Classifier }): ModelCard {
  const { training, scheme, provenance } = input;
  return {
    ...training.input.card,
    source: training.input.kind,
    inputShape: [...training.input.shape],
    family: training.family,
    input: file.input,
    outputs: { label: file.label, probabilities: file.probabilities },
    scheme,
    classes: [...training.classes],
    nodataPolicy: classifier.nodataPolicy,
    licence: message('LICENCE_OF_SAMPLES').text,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    provenance: { ...provenance, split: training.resplit ?? null, options: { ...training.options, balance: training.balance, ...copiesOf(training), seed: training.seed }, balancedBy: balancedBy(training), ...classifier.provenance },
    metrics,
  };
}

/** Changed copies of each training sample that it learnt from in their place, beside its options; nothing where it learnt from the samples as they are. */
function copiesOf({ input: { copies = 0 } }: FinishTrainingInput['training']): { readonly copies?: number } {
  return copies > 0 ? { copies } : {};
}

/** Texts inside the ONNX file, for whoever has only that. */
function fileSpecOf(input: FinishTrainingInput): Parameters<Classifier['write']>[0] {
  const { training, scheme } = input;
  const { card, names } = training.input;
  const labels = labelsOf(input);
  return {
    name: input.name,
    labels,
    schemeTitle: scheme.title,
    periods: card.periods,
    metadata: {
      classes: JSON.stringify(training.classes),
      class_values: JSON.stringify(labels),
      features: JSON.stringify(names),
      bands: JSON.stringify(card.bands.map((band) => band.band)),
      periods: JSON.stringify(card.periodDates),
      scheme: scheme.id,
      trained_by: 'Furrow',
      seed: String(training.seed),
    },
  };
}
