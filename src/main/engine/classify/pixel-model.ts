import { appError } from '../../../shared/errors/app-error.ts';
import { TreeKernel } from '../models/trees/kernel.ts';
import { decodeModel, type ModelProto } from '../onnx/reader/model.ts';
import { decodeTreeClassifier, isTreeClassifier } from '../onnx/reader/tree-classifier.ts';
import { type OnnxSession, openSession } from '../onnx/session.ts';
import type { MapRecipe } from './window.rpc.ts';

/** Gives the probabilities of pixels. */
export interface PixelModel {
  /** What runs it. */
  readonly runner: 'trees' | 'network';
  /**
   * @param numbers float32, row-major [rows, numbers of a pixel]
   * @param probabilities filled: float32, row-major [rows, classes]
   */
  run(numbers: Float32Array, rows: number, probabilities: Float32Array): void | Promise<void>;
}

type Needed = Pick<MapRecipe, 'model' | 'tensors' | 'inputShape' | 'values' | 'features' | 'source'>;

/**
 * The model of a map: tree ensembles run in Furrow's own kernel, everything else in ONNX Runtime, in one single-threaded
 * session, for the workers are the parallelism.
 * @param columns numbers of a pixel that it will be given
 * @throws AppError MODEL_UNUSABLE where the file does not do what its card says
 */
export async function openPixelModel(bytes: Uint8Array, recipe: Needed, columns: number): Promise<PixelModel> {
  const graph = read(bytes, recipe.model);
  requireSameColumns(graph.metadata.get('features'), recipe);
  if (isTreeClassifier(graph)) return treeModel(bytes, recipe, columns);
  return sessionModel(await openSession(bytes, { name: recipe.model }), recipe, columns);
}

function read(bytes: Uint8Array, file: string): ModelProto {
  try {
    return decodeModel(bytes);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw appError('MODEL_UNUSABLE', { file, problem: thrown.message }, { cause: thrown });
  }
}

function treeModel(bytes: Uint8Array, { model, values }: Needed, columns: number): PixelModel {
  const { ensemble, labels } = decodeTreeClassifier(bytes, model, columns);
  if (ensemble.classes !== values.length) throw appError('MODEL_UNUSABLE', { file: model, problem: `it has ${ensemble.classes} classes, and its card ${values.length}` });
  if (labels.length > 0 && labels.join() !== values.join()) throw appError('MODEL_UNUSABLE', { file: model, problem: `its classes are ${labels.join(', ')}, and its card has them as ${values.join(', ')}` });
  const kernel = new TreeKernel(ensemble);
  return { runner: 'trees', run: (numbers, rows, probabilities) => { kernel.run(numbers, rows, probabilities); } };
}

/** Columns in another order than the card's would give a map, and a wrong one. */
function requireSameColumns(written: string | undefined, { model, features, source }: Needed): void {
  // Per timestep the file names every number, the card each column once.
  if (written === undefined || source === 'time-embeddings') return;
  const names = JSON.parse(written) as unknown;
  if (!Array.isArray(names)) return;
  const different = features.findIndex((name, i) => name !== names[i]);
  if (different < 0 && names.length === features.length) return;
  const found = different < 0 ? `${names.length} columns` : `“${String(names[different] ?? 'nothing')}” in place ${different + 1}`;
  throw appError('MODEL_UNUSABLE', { file: model, problem: `it was trained with ${found}, and its card has ${different < 0 ? `${features.length}` : `“${features[different] ?? ''}” there`}` });
}

function sessionModel(session: OnnxSession, { model, tensors, inputShape, values }: Needed, columns: number): PixelModel {
  const unfit = (problem: string): Error => appError('MODEL_UNUSABLE', { file: model, problem });
  const width = inputShape.reduce((product, side) => product * side, 1);
  if (width !== columns) throw unfit(`it takes ${width} numbers of a pixel, and gets ${columns}`);
  if (!session.inputs.includes(tensors.input)) throw unfit(`it has no input “${tensors.input}”, which its card names; it has ${session.inputs.join(', ')}`);
  if (!session.outputs.includes(tensors.probabilities)) throw unfit(`it has no output “${tensors.probabilities}”, which its card names; it has ${session.outputs.join(', ')}`);
  return {
    runner: 'network',
    async run(numbers, rows, probabilities) {
      const result = await session.run({ [tensors.input]: { data: numbers.subarray(0, rows * columns), shape: [rows, ...inputShape] } });
      const answer = result[tensors.probabilities]?.data;
      if (!(answer instanceof Float32Array) || answer.length !== rows * values.length) throw unfit(`it gives ${answer?.length ?? 0} numbers for ${rows} pixels, and its card has ${values.length} classes`);
      probabilities.set(answer);
    },
  };
}
