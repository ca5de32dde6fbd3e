import { appError } from '../../../../shared/errors/app-error.ts';
import type { ModelCard, PatchCard } from '../../../../shared/records/learning.ts';
import type { ModelProto } from '../../onnx/reader/model.ts';
import type { ValueProto } from '../../onnx/reader/tensor.ts';
import type { OnnxSession } from '../../onnx/session.ts';
import { type DeepnessFacts, deepnessFacts } from './deepness.ts';
import { activationOf, givesOf, type PatchSides, shapeWords } from './patch.ts';
import { patchCardOf } from './patch-card.ts';

/** A loaded model that takes square patches. */
export interface PatchModel {
  readonly model: ModelProto;
  readonly session: OnnxSession;
  readonly input: ValueProto;
  readonly sides: PatchSides;
  readonly sha256: string;
  readonly file: string;
}

/** Most numbers of a patch that is tried: 512 MB. */
const MOST_NUMBERS = 2 ** 27;
/** More classes than any scheme has. */
const MOST_CHANNELS = 1000;
const TOLERANCE = 1e-3;

/**
 * Runs a patch of zeros through a model and says in sentences what it takes and gives.
 * @throws AppError MODEL_SHAPE, MODEL_TOO_LARGE, MODEL_UNUSABLE
 */
export async function examinePatch(given: PatchModel): Promise<{ readonly card: ModelCard; readonly patch: PatchCard; readonly findings: string[] }> {
  const { model, sides, input, file } = given;
  const facts = deepnessFacts(model.metadata);
  const refuse = (problem: string): Error => appError('MODEL_SHAPE', { file, shape: shapeWords(input), problem });
  if (input.element !== 'float32') throw refuse('Furrow gives float32');
  if (facts.modelType !== null && /^(detect|super|recogni|travers)/i.test(facts.modelType)) throw refuse(`it is a ${facts.modelType}, which gives no class or quantity per pixel`);
  const outputs = await tried(given, refuse);
  const [first] = outputs as [TriedOutput, ...TriedOutput[]];
  const activation = activationOf(model, first.name);
  const patch: PatchCard = {
    size: sides.size,
    outputSize: first.size,
    channels: sides.channels,
    dates: sides.dates,
    gives: givesOf(facts, activation, first.channels),
    activation,
    pixelMetres: facts.pixelMetres,
    overlapPercent: facts.overlapPercent,
    mean: facts.mean && [...facts.mean],
    deviation: facts.deviation && [...facts.deviation],
  };
  const card = patchCardOf({ model, input: input.name, output: first.name, channels: first.channels, patch, facts, sha256: given.sha256 });
  return { card, patch, findings: [...inputFindings(given), ...outputs.flatMap((output) => outputFindings(output, given, patch)), ...severalFindings(outputs), ...metadataFindings(facts, given, first), RUNNER] };
}

const RUNNER = 'Furrow has no runner for patches yet: this model can be looked at and compared, and is not offered for maps.';

interface TriedOutput {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
  readonly activation: PatchCard['activation'];
  readonly declaresBatch: boolean;
  readonly data: Float32Array;
}

async function tried({ session, sides, input, model, file }: PatchModel, refuse: (problem: string) => Error): Promise<TriedOutput[]> {
  const shape = [1, ...(sides.dates === null ? [] : [sides.dates]), sides.channels, sides.size, sides.size];
  const numbers = shape.reduce((product, size) => product * size, 1);
  if (numbers > MOST_NUMBERS) throw appError('MODEL_TOO_LARGE', { file, what: `a patch of ${shape.slice(1).join(' × ')} numbers` });
  if (typeof sides.batch === 'number' && sides.batch > 1) throw refuse(`it takes ${sides.batch} patches at a time and no other number`);
  const results = await session.run({ [input.name]: { data: new Float32Array(numbers), shape } });
  return session.outputs.map((name) => {
    const result = results[name];
    const [batch, channels, height, width] = result?.shape ?? [];
    if (!result || !(result.data instanceof Float32Array)) throw refuse(`its output “${name}” is not float32`);
    if (result.shape.length !== 4 || batch !== 1 || height !== width || !channels || !height) throw refuse(`its output “${name}” is [${result.shape.join(', ')}] and no picture per patch`);
    const declared = model.graph.outputs.find((output) => output.name === name);
    if (declared?.shape && !isDeclared(declared.shape, result.shape)) throw refuse(`its output “${name}” is declared as ${shapeWords(declared)} and is [${result.shape.join(', ')}]`);
    if (channels > MOST_CHANNELS) throw refuse(`its output “${name}” has ${channels} channels`);
    return { name, channels, size: height, activation: activationOf(model, name), declaresBatch: typeof declared?.shape?.[0] !== 'number', data: result.data };
  });
}

/** True where what came out is what the file says; sizes that may vary fit any. */
function isDeclared(declared: readonly (number | string)[], given: readonly number[]): boolean {
  return declared.length === given.length && declared.every((size, i) => typeof size === 'string' || size === given[i]);
}

function inputFindings({ input, sides }: PatchModel): string[] {
  const dates = sides.dates === null ? '' : ` at ${sides.dates} dates`;
  const batch = sides.batch === 1 ? 'one at a time' : 'any number at a time';
  return [`It takes square patches of ${sides.size} × ${sides.size} pixels with ${sides.channels} channel${sides.channels === 1 ? '' : 's'}${dates}, ${batch} (“${input.name}”, ${shapeWords(input)}).`];
}

function outputFindings(output: TriedOutput, { sides }: PatchModel, patch: PatchCard): string[] {
  const findings: string[] = [];
  const margin = (sides.size - output.size) / 2;
  if (margin > 0) findings.push(`Its output “${output.name}” is smaller than its input, ${output.size} × ${output.size} pixels of ${sides.size} × ${sides.size}: a margin of ${margin} pixels on each side of a patch gets no answer, so patches must overlap by as much.`);
  if (margin < 0) findings.push(`Its output “${output.name}” is larger than its input, ${output.size} × ${output.size} pixels of ${sides.size} × ${sides.size}: it makes finer pixels than it gets.`);
  if (sides.batch === 1 && output.declaresBatch) findings.push(`Its output “${output.name}” is declared for any number of patches, its input for one: it is run with one.`);
  findings.push(meaning(output, patch));
  const strange = strangeness(output);
  return strange === null ? findings : [...findings, strange];
}

function meaning({ name, channels, activation }: TriedOutput, { gives }: PatchCard): string {
  if (gives === 'quantity') return `Its output “${name}” is a quantity per pixel in ${channels} channel${channels === 1 ? '' : 's'} (regression): there are no classes and no probabilities in it.`;
  switch (activation) {
    case 'softmax':
      return `Its output “${name}” ends in a softmax over ${channels} channels: probabilities of classes that exclude each other.`;
    case 'sigmoid':
      return channels === 1
        ? `Its output “${name}” ends in a sigmoid of one channel: the probability of one class against everything else.`
        : `Its output “${name}” ends in a sigmoid of ${channels} channels: each is a probability of its own, they need not sum to 1, and a pixel may have several classes or none.`;
    case 'none':
      return `Its output “${name}” ends in neither softmax nor sigmoid: its ${channels} channels are scores of classes or quantities, which of both the file does not say, and no probabilities.`;
  }
}

/** Where the numbers that a patch of zeros gives contradict what the operators promise. */
function strangeness({ name, data, activation, channels, size }: TriedOutput): string | null {
  if (data.some((number) => !Number.isFinite(number))) return `A patch of zeros gives numbers in “${name}” that are none (NaN or infinite).`;
  if (activation !== 'softmax') return null;
  const pixels = size * size;
  const sum = Array.from({ length: channels }, (_, c) => data[c * pixels] ?? 0).reduce((total, one) => total + one, 0);
  return Math.abs(sum - 1) <= TOLERANCE ? null : `The channels of “${name}” sum to ${sum.toPrecision(4)} in the first pixel, not to 1: its softmax runs over another direction than the channels.`;
}

function severalFindings(outputs: readonly TriedOutput[]): string[] {
  return outputs.length < 2 ? [] : [`It has ${outputs.length} outputs (${outputs.map(({ name }) => name).join(', ')}), each a map of its own; its card describes the first.`];
}

function metadataFindings(facts: DeepnessFacts, { model, sides }: PatchModel, output: TriedOutput): string[] {
  const { modelType, classNames, pixelMetres, tileSize, mean, deviation, unused, unreadable } = facts;
  const findings: string[] = [];
  if (classNames.length === 0) findings.push('It does not name its classes: they are numbered here.');
  const names = classNames[0]?.size ?? output.channels;
  if (names !== output.channels && !(output.channels === 1 && names === 2)) findings.push(`It names ${names} classes, and its output has ${output.channels} channel${output.channels === 1 ? '' : 's'}.`);
  if (modelType === null) findings.push('It does not say what kind of model it is; this was told from its operators.');
  findings.push(pixelMetres === null ? 'It does not say which size of pixel it was trained on.' : `It was trained on pixels of ${pixelMetres} m: on others its answers mean little.`);
  if (pixelMetres !== null && pixelMetres < 5) findings.push('That is far finer than the 10 m of Sentinel-2.');
  if (tileSize !== null && tileSize !== sides.size) findings.push(`Its metadata says tiles of ${tileSize} pixels, its input ${sides.size}: the input counts.`);
  findings.push('It does not say which bands its channels are.');
  if (mean !== null && mean.length !== sides.channels) findings.push(`Its metadata standardises ${mean.length} channels, its input has ${sides.channels}.`);
  if ((mean === null) !== (deviation === null)) findings.push('Its metadata gives only one of mean and standard deviation.');
  if (unreadable.length > 0) findings.push(`Not readable in its metadata: ${unreadable.join(', ')}.`);
  if (unused.length > 0) findings.push(`Not used by Furrow: ${unused.join(', ')}.`);
  if ((model.operatorSets.get('') ?? 0) < 7) findings.push(`Its operators are of version ${model.operatorSets.get('') ?? 0}, older than ONNX Runtime promises to run alike (7).`);
  return findings;
}
