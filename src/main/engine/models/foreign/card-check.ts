import { appError } from '../../../../shared/errors/app-error.ts';
import type { ModelCard } from '../../../../shared/records/learning.ts';
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
 * @returns what the user should know, in sentences
 * @throws AppError MODEL_CARD_UNFIT, MODEL_UNUSABLE
 */
export async function checkCard(carded: CardedModel): Promise<string[]> {
  const { model, session, card, sha256 } = carded;
  const refuse = (problem: string): Error => appError('MODEL_CARD_UNFIT', { file: carded.file, problem });
  if (card.sha256 !== '' && card.sha256 !== sha256) throw refuse('it was written for another file (the checksum differs)');
  if (!session.inputs.includes(card.input)) throw refuse(`it names the input “${card.input}”; the model has ${session.inputs.join(', ')}`);
  for (const output of [card.outputs.probabilities, card.outputs.label]) {
    if (output !== null && !session.outputs.includes(output)) throw refuse(`it names the output “${output}”; the model has ${session.outputs.join(', ')}`);
  }
  // An encoder takes tokens that its runner makes; that it loads is what can be said.
  if (card.task === 'embedding') return [];
  requireClasses(card, refuse);
  const shape = requireShape(model, card, refuse);
  await requireProbabilities(session, card, shape, refuse);
  return card.metrics ? [] : ['Its card says nothing about its accuracy: assess its maps before you trust them.'];
}

function requireClasses({ classes, scheme, encoder, task }: ModelCard, refuse: (problem: string) => Error): void {
  if (classes.length < 2) throw refuse(`it has ${classes.length} class(es), a map needs two`);
  const lost = classes.find((code) => !scheme.classes.some((known) => known.code === code));
  if (lost !== undefined) throw refuse(`its scheme has no class “${lost}”`);
  if (new Set(classes).size < classes.length) throw refuse('it lists a class twice');
  if (task === 'head' && !encoder) throw refuse('it is a head and names no encoder');
}

/** Sizes of one row. */
function requireShape(model: ModelProto, { input, inputShape, features, source }: ModelCard, refuse: (problem: string) => Error): readonly number[] {
  const value = fedInputs(model).find(({ name }) => name === input);
  const others = fedInputs(model).filter(({ name }) => name !== input);
  if (others.length > 0) throw refuse(`the model needs ${others.map(({ name }) => `“${name}”`).join(' and ')} too`);
  const row = inputShape ?? [features.length];
  const numbers = row.reduce((product, size) => product * size, 1);
  if ((source ?? 'features') === 'features' && numbers !== features.length) throw refuse(`it lists ${features.length} columns for ${numbers} numbers`);
  const written = columnsWritten(model);
  const different = written && source !== 'time-embeddings' ? features.findIndex((name, i) => name !== written[i]) : -1;
  if (written && different >= 0) throw refuse(`column ${different + 1} is “${features[different] ?? ''}” there and “${written[different] ?? 'nothing'}” in the model`);
  if (!value) return row;
  if (value.element !== 'float32') throw refuse(`the input is ${shapeWords(value)}, and Furrow gives float32`);
  const declared = value.shape;
  if (!declared) return row;
  if (declared.length !== row.length + 1 || row.some((size, i) => typeof declared[i + 1] === 'number' && declared[i + 1] !== size)) throw refuse(`it gives [rows, ${row.join(', ')}], and the model takes ${shapeWords(value)}`);
  if (typeof declared[0] === 'number' && declared[0] > 0) throw refuse(`the model takes ${declared[0]} row(s) at a time and no other number: export it with a dynamic batch size`);
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

async function requireProbabilities(session: OnnxSession, { input, outputs, classes }: ModelCard, shape: readonly number[], refuse: (problem: string) => Error): Promise<void> {
  const width = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(ROWS * width);
  // A row of zeros and four of numbers as reflectances are.
  for (let i = width; i < data.length; i++) data[i] = ((i * 2_654_435_761) % 4096) / 8192;
  const result = (await session.run({ [input]: { data, shape: [ROWS, ...shape] } }))[outputs.probabilities];
  const numbers = result?.data;
  if (!(numbers instanceof Float32Array)) throw refuse(`the output “${outputs.probabilities}” is not float32`);
  if (numbers.length !== ROWS * classes.length) throw refuse(`it has ${classes.length} classes, and the model gives [${result?.shape.join(', ') ?? ''}] for ${ROWS} rows`);
  for (let row = 0; row < ROWS; row++) {
    const given = numbers.subarray(row * classes.length, (row + 1) * classes.length);
    const sum = given.reduce((total, one) => total + one, 0);
    if (!(Math.abs(sum - 1) <= TOLERANCE) || given.some((one) => one < -TOLERANCE)) throw refuse(`the output “${outputs.probabilities}” gives no probabilities: those of a row sum to ${sum.toPrecision(4)}`);
  }
}
