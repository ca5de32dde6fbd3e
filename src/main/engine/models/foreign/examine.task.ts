import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import type { ModelCard } from '../../../../shared/records/learning.ts';
import { message } from '../../../../shared/messages/message.ts';
import { decodeModel, type ModelProto } from '../../onnx/reader/model.ts';
import { openSession } from '../../onnx/session.ts';
import { implementTask } from '../../pool/rpc.ts';
import { checkCard } from './card-check.ts';
import { examineModelTask } from './examine.rpc.ts';
import { requireLoadable } from './graph-check.ts';
import { fedInputs, patchSides, shapeWords } from './patch.ts';
import { examinePatch } from './patch-examination.ts';

/** Most bytes of a file: it is read at once, and protocol buffers end at 2 GB. */
const MOST_BYTES = 1024 ** 3;

/** See {@link examineModelTask}. */
export const examineModelImplementation = implementTask(examineModelTask, async ({ path, name, card }) => {
  const bytes = await readModel(path, name);
  const model = decoded(bytes, name);
  requireLoadable(model, name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await using session = await openSession(bytes, { name });
  if (card && card.task !== 'patch-series') return { card: tensorsOn({ ...card, sha256 }, model), findings: await checkCard({ model, session, card, sha256, file: name }) };
  const [input, second] = fedInputs(model);
  const sides = input && !second ? patchSides(input) : null;
  if (!input || !sides) throw unfit(model, name);
  const examined = await examinePatch({ model, session, input, sides, sha256, file: name });
  return { card: tensorsOn(card ? { ...card, sha256, patch: card.patch ?? examined.patch } : examined.card, model), findings: examined.findings };
});

async function readModel(path: string, file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw appError('MODEL_TOO_LARGE', { file, what: message('FILE_OF_MEGABYTES', { number: Math.ceil(size / 1e6) }) });
    return await readFile(path);
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

function decoded(bytes: Uint8Array, file: string): ModelProto {
  try {
    return decodeModel(bytes);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw appError('MODEL_NOT_ONNX', { file, problem: message('NO_PROTOBUF', { detail: thrown.message }) }, { cause: thrown });
  }
}

/** Why a file without a card cannot be taken. */
function unfit(model: ModelProto, file: string): Error {
  const inputs = fedInputs(model);
  const shape = inputs.length === 0 ? message('SHAPE_NOTHING') : inputs.map(shapeWords);
  if (inputs.length === 1 && [2, 3].includes(inputs[0]?.shape?.length ?? 0)) return appError('MODEL_CARD_MISSING', { file, shape });
  return appError('MODEL_SHAPE', { file, shape, problem: inputs.length === 1 ? message('SHAPE_NEITHER') : message('SHAPE_INPUTS', { count: inputs.length }) });
}

function tensorsOn(card: ModelCard, { graph, ...model }: ModelProto): ModelCard {
  const of = (values: ModelProto['graph']['inputs']): NonNullable<ModelCard['tensors']>['inputs'] => values.map(({ name, element, shape }) => ({ name, element, shape: shape && [...shape] }));
  return { ...card, tensors: { inputs: of(fedInputs({ graph, ...model })), outputs: of(graph.outputs) } };
}
