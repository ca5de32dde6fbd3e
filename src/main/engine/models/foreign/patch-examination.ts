import { appError } from '../../../../shared/errors/app-error.ts';
import type { ModelCard, PatchCard } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
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
 * Runs a patch of zeros through a model and says what it takes and gives.
 * @throws AppError MODEL_SHAPE, MODEL_TOO_LARGE, MODEL_UNUSABLE
 */
export async function examinePatch(given: PatchModel): Promise<{ readonly card: ModelCard; readonly patch: PatchCard; readonly findings: Message[] }> {
  const { model, sides, input, file } = given;
  const facts = deepnessFacts(model.metadata);
  const refuse = (problem: Message): Error => appError('MODEL_SHAPE', { file, shape: shapeWords(input), problem });
  if (input.element !== 'float32') throw refuse(message('WANTS_FLOAT32'));
  if (facts.modelType !== null && /^(detect|super|recogni|travers)/i.test(facts.modelType)) throw refuse(message('GIVES_NO_PIXELS', { kind: facts.modelType }));
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
  return { card, patch, findings: [...inputFindings(given), ...outputs.flatMap((output) => outputFindings(output, given, patch)), ...severalFindings(outputs), ...metadataFindings(facts, given, first), message('PATCHES_WITHOUT_RUNNER')] };
}

interface TriedOutput {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
  readonly activation: PatchCard['activation'];
  readonly declaresBatch: boolean;
  readonly data: Float32Array;
}

async function tried({ session, sides, input, model, file }: PatchModel, refuse: (problem: Message) => Error): Promise<TriedOutput[]> {
  const shape = [1, ...(sides.dates === null ? [] : [sides.dates]), sides.channels, sides.size, sides.size];
  const numbers = shape.reduce((product, size) => product * size, 1);
  if (numbers > MOST_NUMBERS) throw appError('MODEL_TOO_LARGE', { file, what: message('PATCH_OF_NUMBERS', { shape: shape.slice(1).join(' × ') }) });
  if (typeof sides.batch === 'number' && sides.batch > 1) throw refuse(message('TAKES_FIXED_BATCH', { batch: sides.batch }));
  const results = await session.run({ [input.name]: { data: new Float32Array(numbers), shape } });
  return session.outputs.map((name) => {
    const result = results[name];
    const [batch, channels, height, width] = result?.shape ?? [];
    if (!result || !(result.data instanceof Float32Array)) throw refuse(message('OUTPUT_NOT_FLOAT32', { output: name }));
    if (result.shape.length !== 4 || batch !== 1 || height !== width || !channels || !height) throw refuse(message('OUTPUT_NO_PICTURE', { output: name, shape: result.shape.join(', ') }));
    const declared = model.graph.outputs.find((output) => output.name === name);
    if (declared?.shape && !isDeclared(declared.shape, result.shape)) throw refuse(message('OUTPUT_NOT_AS_DECLARED', { output: name, declared: shapeWords(declared), shape: result.shape.join(', ') }));
    if (channels > MOST_CHANNELS) throw refuse(message('OUTPUT_MANY_CHANNELS', { output: name, channels: message('CHANNELS', { count: channels }) }));
    return { name, channels, size: height, activation: activationOf(model, name), declaresBatch: typeof declared?.shape?.[0] !== 'number', data: result.data };
  });
}

/** True where what came out is what the file says; sizes that may vary fit any. */
function isDeclared(declared: readonly (number | string)[], given: readonly number[]): boolean {
  return declared.length === given.length && declared.every((size, i) => typeof size === 'string' || size === given[i]);
}

function inputFindings({ input, sides: { size, dates, channels, batch } }: PatchModel): Message[] {
  const facts = { size, channels: message('CHANNELS', { count: channels }), batch: message(batch === 1 ? 'PATCHES_SINGLY' : 'PATCHES_ANY'), input: input.name, shape: shapeWords(input) };
  return [dates === null ? message('PATCH_TAKES', facts) : message('PATCH_TAKES_DATES', { ...facts, dates })];
}

function outputFindings(output: TriedOutput, { sides }: PatchModel, patch: PatchCard): Message[] {
  const findings: Message[] = [];
  const facts = { output: output.name, own: output.size, size: sides.size };
  const margin = (sides.size - output.size) / 2;
  if (margin > 0) findings.push(message('PATCH_MARGIN', { ...facts, margin }));
  if (margin < 0) findings.push(message('PATCH_FINER', facts));
  if (sides.batch === 1 && output.declaresBatch) findings.push(message('PATCH_BATCH_DIFFERS', { output: output.name }));
  findings.push(meaning(output, patch));
  const strange = strangeness(output);
  return strange === null ? findings : [...findings, strange];
}

function meaning({ name, channels: count, activation }: TriedOutput, { gives }: PatchCard): Message {
  const facts = { output: name, channels: message('CHANNELS', { count }) };
  if (gives === 'quantity') return message('OUTPUT_QUANTITY', facts);
  switch (activation) {
    case 'softmax':
      return message('OUTPUT_SOFTMAX', facts);
    case 'sigmoid':
      return count === 1 ? message('OUTPUT_SIGMOID', { output: name }) : message('OUTPUT_SIGMOIDS', facts);
    case 'none':
      return message('OUTPUT_SCORES', facts);
  }
}

/** Where the numbers that a patch of zeros gives contradict what the operators promise. */
function strangeness({ name, data, activation, channels, size }: TriedOutput): Message | null {
  if (data.some((number) => !Number.isFinite(number))) return message('OUTPUT_NOT_FINITE', { output: name });
  if (activation !== 'softmax') return null;
  const pixels = size * size;
  const sum = Array.from({ length: channels }, (_, c) => data[c * pixels] ?? 0).reduce((total, one) => total + one, 0);
  return Math.abs(sum - 1) <= TOLERANCE ? null : message('OUTPUT_SUM', { output: name, sum: Number(sum.toPrecision(4)) });
}

function severalFindings(outputs: readonly TriedOutput[]): Message[] {
  return outputs.length < 2 ? [] : [message('OUTPUTS_SEVERAL', { number: outputs.length, outputs: outputs.map(({ name }) => name) })];
}

function metadataFindings(facts: DeepnessFacts, { model, sides }: PatchModel, output: TriedOutput): Message[] {
  const { modelType, classNames, pixelMetres, tileSize, mean, deviation, unused, unreadable } = facts;
  const findings: Message[] = [];
  if (classNames.length === 0) findings.push(message('CLASSES_UNNAMED'));
  const names = classNames[0]?.size ?? output.channels;
  if (names !== output.channels && !(output.channels === 1 && names === 2)) findings.push(message('CLASSES_NOT_CHANNELS', { names, channels: message('CHANNELS', { count: output.channels }) }));
  if (modelType === null) findings.push(message('KIND_UNSAID'));
  findings.push(pixelMetres === null ? message('PIXEL_UNSAID') : message('PIXEL_TRAINED', { metres: pixelMetres }));
  if (pixelMetres !== null && pixelMetres < 5) findings.push(message('PIXEL_FINER'));
  if (tileSize !== null && tileSize !== sides.size) findings.push(message('TILE_SIZE_DIFFERS', { told: tileSize, size: sides.size }));
  findings.push(message('BANDS_UNSAID'));
  if (mean !== null && mean.length !== sides.channels) findings.push(message('STANDARDISES_OTHERS', { told: message('CHANNELS', { count: mean.length }), channels: message('CHANNELS', { count: sides.channels }) }));
  if ((mean === null) !== (deviation === null)) findings.push(message('STANDARDISES_HALF'));
  if (unreadable.length > 0) findings.push(message('METADATA_UNREADABLE', { names: unreadable }));
  if (unused.length > 0) findings.push(message('METADATA_UNUSED', { names: unused }));
  if ((model.operatorSets.get('') ?? 0) < 7) findings.push(message('OPERATORS_OLD', { version: model.operatorSets.get('') ?? 0 }));
  return findings;
}
