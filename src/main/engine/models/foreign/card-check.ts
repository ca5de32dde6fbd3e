import { appError } from '../../../../shared/errors/app-error.ts';
import type { ModelCard } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import type { ModelProto } from '../../onnx/reader/model.ts';
import type { OnnxSession } from '../../onnx/session.ts';
import { fedInputs, shapeWords } from './patch.ts';

/** A model, loaded, and the card that is said to be its own. */
export interface CardedModel {
  readonly model: ModelProto;
  readonly session: OnnxSession;
  readonly card: ModelCard;
  readonly sha256: string;
  readonly file: string;
}

/** Rows of the trial, and how far the probabilities of one may be from 1. */
const ROWS = 5;
const TOLERANCE = 1e-3;

/**
 * Checks a card against its model: names and sizes of tensors, columns, classes, and that what comes out are probabilities.
 * @returns what the user should know
 * @throws AppError MODEL_CARD_UNFIT, MODEL_UNUSABLE
 */
export async function checkCard(carded: CardedModel): Promise<Message[]> {
  const { model, session, card, sha256 } = carded;
  const refuse = (problem: Message): Error => appError('MODEL_CARD_UNFIT', { file: carded.file, problem });
  if (card.sha256 !== '' && card.sha256 !== sha256) throw refuse(message('CARD_OF_OTHER_FILE'));
  if (!session.inputs.includes(card.input)) throw refuse(message('CARD_INPUT', { named: card.input, has: session.inputs }));
  for (const output of [card.outputs.probabilities, card.outputs.label]) {
    if (output !== null && !session.outputs.includes(output)) throw refuse(message('CARD_OUTPUT', { named: output, has: session.outputs }));
  }
  // An encoder takes tokens that its runner makes; that it loads is what can be said.
  if (card.task === 'embedding') return [];
  requireClasses(card, refuse);
  const shape = requireShape(model, card, refuse);
  await requireProbabilities(session, card, shape, refuse);
  return card.metrics ? [] : [message('ACCURACY_UNSAID')];
}

function requireClasses({ classes, scheme, encoder, task }: ModelCard, refuse: (problem: Message) => Error): void {
  if (classes.length < 2) throw refuse(message('CARD_CLASSES_FEW', { count: classes.length }));
  const lost = classes.find((code) => !scheme.classes.some((known) => known.code === code));
  if (lost !== undefined) throw refuse(message('CARD_CLASS_LOST', { code: lost }));
  if (new Set(classes).size < classes.length) throw refuse(message('CARD_CLASS_TWICE'));
  if (task === 'head' && !encoder) throw refuse(message('CARD_NO_ENCODER'));
}

/** Sizes of one row. */
function requireShape(model: ModelProto, { input, inputShape, features, source }: ModelCard, refuse: (problem: Message) => Error): readonly number[] {
  const value = fedInputs(model).find(({ name }) => name === input);
  const others = fedInputs(model).filter(({ name }) => name !== input);
  if (others.length > 0) throw refuse(message('CARD_INPUTS_MORE', { names: others.map(({ name }) => name) }));
  const row = inputShape ?? [features.length];
  const numbers = row.reduce((product, size) => product * size, 1);
  if ((source ?? 'features') === 'features' && numbers !== features.length) throw refuse(message('CARD_COLUMNS', { columns: features.length, numbers }));
  const written = columnsWritten(model);
  const different = written && source !== 'time-embeddings' ? features.findIndex((name, i) => name !== written[i]) : -1;
  if (written && different >= 0) throw refuse(message('CARD_COLUMN', { place: different + 1, own: features[different] ?? '', written: written[different] ?? '' }));
  if (!value) return row;
  if (value.element !== 'float32') throw refuse(message('CARD_NOT_FLOAT32', { shape: shapeWords(value) }));
  const declared = value.shape;
  if (!declared) return row;
  if (declared.length !== row.length + 1 || row.some((size, i) => typeof declared[i + 1] === 'number' && declared[i + 1] !== size)) throw refuse(message('CARD_SHAPE', { row: row.join(', '), shape: shapeWords(value) }));
  if (typeof declared[0] === 'number' && declared[0] > 0) throw refuse(message('CARD_FIXED_BATCH', { count: declared[0] }));
  return row;
}

function columnsWritten({ metadata }: ModelProto): readonly string[] | null {
  try {
    const names: unknown = JSON.parse(metadata.get('features') ?? 'null');
    return Array.isArray(names) ? names.map(String) : null;
  } catch {
    // Metadata of another program under the same name.
    return null;
  }
}

async function requireProbabilities(session: OnnxSession, { input, outputs, classes }: ModelCard, shape: readonly number[], refuse: (problem: Message) => Error): Promise<void> {
  const width = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(ROWS * width);
  // A row of zeros and four of numbers as reflectances are.
  for (let i = width; i < data.length; i++) data[i] = ((i * 2_654_435_761) % 4096) / 8192;
  const result = (await session.run({ [input]: { data, shape: [ROWS, ...shape] } }))[outputs.probabilities];
  const numbers = result?.data;
  if (!(numbers instanceof Float32Array)) throw refuse(message('CARD_OUTPUT_NOT_FLOAT32', { output: outputs.probabilities }));
  if (numbers.length !== ROWS * classes.length) throw refuse(message('CARD_OUTPUT_SHAPE', { classes: classes.length, shape: result?.shape.join(', ') ?? '', rows: ROWS }));
  for (let row = 0; row < ROWS; row++) {
    const given = numbers.subarray(row * classes.length, (row + 1) * classes.length);
    const sum = given.reduce((total, one) => total + one, 0);
    if (!(Math.abs(sum - 1) <= TOLERANCE) || given.some((one) => one < -TOLERANCE)) throw refuse(message('CARD_NO_PROBABILITIES', { output: outputs.probabilities, sum: Number(sum.toPrecision(4)) }));
  }
}
