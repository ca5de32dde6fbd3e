import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Metrics, ModelCard } from '../../../../shared/records/learning.ts';
import { likeliestClasses } from '../../../../shared/stats/decision.ts';
import { bandsOfColumns } from '../../features/column.ts';
import { decodeTreeClassifier } from '../../onnx/reader/tree-classifier.ts';
import { type TreeEnsemble, joinedEnsembles } from '../../onnx/tree-ensemble.ts';
import { TREE_TENSORS, encodeTreeClassifier } from '../../onnx/writer/tree-classifier.ts';
import { implementTask } from '../../pool/rpc.ts';
import { readSamples } from '../../samples/parquet.ts';
import { writeFileAtomic, writeJsonAtomic } from '../../workspace/atomic.ts';
import { requireAgreement } from '../agreement.ts';
import { trainingMetrics } from '../report.ts';
import { type LabelledRows, labelledRows } from '../training-rows.ts';
import { TreeKernel } from '../trees/kernel.ts';
import type { GrownPart } from './grow.ts';
import { readPart } from './part.ts';
import { type FinishForestInput, finishForestTask } from './tasks.rpc.ts';

/** Rows on which ONNX Runtime and the kernel are compared. */
const COMPARED_ROWS = 20_000;
/** Every so many values of the compared rows are made missing, so that missing values are compared too. */
const MISSING_EVERY = 17;

export const finishForestImplementation = implementTask(finishForestTask, async (input, context) => {
  const { training } = input;
  const parts = await Promise.all(input.parts.map(readPart));
  const { train, test } = labelledRows(await readSamples(training.samples), training.features, training.classes);
  const ensemble = joinedEnsembles(parts.map((part) => part.ensemble));
  const bytes = encodeTreeClassifier(ensemble, { name: input.name, description: describe(input), labels: labelsOf(input), metadata: metadataOf(input) });
  context.progress(0.2);
  const difference = await compare(bytes, ensemble, test.rows > 0 ? test : train, labelsOf(input));
  context.progress(0.6);
  const outOfBag = outOfBagMetrics(parts, train, input);
  const metrics = test.rows > 0 ? testMetrics(ensemble, train, test, input) : outOfBag;
  const card = cardOf(input, bytes, metrics);
  const [model, report, cardFile] = [join(input.folder, 'model.onnx'), join(input.folder, 'report.json'), join(input.folder, 'card.json')];
  await writeFileAtomic(model, bytes);
  await writeJsonAtomic(report, {
    metrics,
    outOfBag: { overallAccuracy: outOfBag.overallAccuracy, macroF1: outOfBag.macroF1, rows: outOfBag.testRows },
    features: importanceOf(parts, input),
    onnxRuntime: { largestDifference: difference, differentLabels: 0 },
    nodes: ensemble.feature.length,
    options: training.options,
  });
  await writeJsonAtomic(cardFile, card);
  return { card, files: [model, report, cardFile] };
});

/** Pixel value of each class: the labels of the ONNX file. */
function labelsOf(input: FinishForestInput): number[] {
  return input.training.classes.map((code) => input.scheme.classes.find((candidate) => candidate.code === code)?.value ?? 0);
}

/** Proves that the file's bytes, in ONNX Runtime and in the kernel, are the forest that was grown. */
async function compare(bytes: Uint8Array, grown: TreeEnsemble, from: LabelledRows, labels: readonly number[]): Promise<number> {
  const rows = Math.min(from.rows, COMPARED_ROWS);
  const features = from.matrix.slice(0, rows * grown.columns);
  for (let i = 0; i < features.length; i += MISSING_EVERY) features[i] = NaN;
  const answers = (ensemble: TreeEnsemble): Promise<number> => {
    const probabilities = new Float32Array(rows * ensemble.classes);
    new TreeKernel(ensemble).run(features, rows, probabilities);
    return requireAgreement(bytes, { features, rows, probabilities, labels });
  };
  return Math.max(await answers(grown), await answers(decodeTreeClassifier(bytes, 'model.onnx', grown.columns).ensemble));
}

function testMetrics(ensemble: TreeEnsemble, train: LabelledRows, test: LabelledRows, input: FinishForestInput): Metrics {
  const probabilities = new Float32Array(test.rows * ensemble.classes);
  new TreeKernel(ensemble).run(test.matrix, test.rows, probabilities);
  const predicted = likeliestClasses(probabilities, test.rows, ensemble.classes);
  return trainingMetrics({ reference: test.labels, predicted, classes: input.training.classes, trainRows: train.rows, split: input.split });
}

/** Training rows judged by the trees that did not see them; rows that every tree saw are left out. */
function outOfBagMetrics(parts: readonly GrownPart[], train: LabelledRows, input: FinishForestInput): Metrics {
  const classes = input.training.classes.length;
  const votes = new Float32Array(train.rows * classes);
  for (const part of parts) part.votes.forEach((units, i) => (votes[i] = (votes[i] as number) + units));
  const predicted = likeliestClasses(votes, train.rows, classes);
  const judged = Array.from({ length: train.rows }, (_, row) => row).filter((row) => votes.subarray(row * classes, (row + 1) * classes).some((units) => units > 0));
  return trainingMetrics({
    reference: judged.map((row) => train.labels[row] as number),
    predicted: judged.map((row) => predicted[row] as number),
    classes: input.training.classes,
    trainRows: train.rows,
    split: 'training rows, each judged by the trees that did not see it (out of bag)',
  });
}

/** Features by importance (mean decrease of impurity, summing to 1), the most important first. */
function importanceOf(parts: readonly GrownPart[], input: FinishForestInput): { feature: string; importance: number }[] {
  const sums = input.training.features.map((_, c) => parts.reduce((sum, part) => sum + (part.importance[c] as number), 0));
  const total = sums.reduce((sum, value) => sum + value, 0) || 1;
  return input.training.features.map((feature, c) => ({ feature, importance: (sums[c] ?? 0) / total })).sort((a, b) => b.importance - a.importance);
}

function cardOf(input: FinishForestInput, bytes: Uint8Array, metrics: Metrics): ModelCard {
  const needed = bandsOfColumns(input.training.features);
  return {
    task: 'pixel-series',
    family: 'forest',
    input: TREE_TENSORS.input,
    outputs: { label: TREE_TENSORS.label, probabilities: TREE_TENSORS.probabilities },
    features: [...input.training.features],
    bands: input.bands.filter((band) => needed.includes(band.band)),
    periods: input.periodDates.length,
    periodDates: [...input.periodDates],
    scheme: input.scheme,
    classes: [...input.training.classes],
    nodataPolicy: 'A missing value is NaN and takes the branch of “not ≤”; a pixel without any value is nodata.',
    licence: 'As the samples it was trained on.',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    provenance: { ...input.provenance, options: input.training.options },
    metrics,
  };
}

function describe(input: FinishForestInput): string {
  const { training } = input;
  return `Random forest of ${training.options.trees} trees for ${training.classes.length} classes of “${input.scheme.title}” from ${training.features.length} features of ${input.periodDates.length} periods. Missing values are NaN.`;
}

/** Texts inside the ONNX file, for whoever has only that. */
function metadataOf(input: FinishForestInput): Record<string, string> {
  const { training, scheme } = input;
  return {
    classes: JSON.stringify(training.classes),
    class_values: JSON.stringify(labelsOf(input)),
    features: JSON.stringify(training.features),
    bands: JSON.stringify(input.bands.map((band) => band.band)),
    periods: JSON.stringify(input.periodDates),
    scheme: scheme.id,
    trained_by: 'Furrow',
    seed: String(training.options.seed),
  };
}
