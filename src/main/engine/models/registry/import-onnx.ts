import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { type Model, type ModelCard, modelCardSchema } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { EngineContext } from '../../context.ts';
import { examineModelTask } from '../foreign/examine.rpc.ts';
import type { ImportChoice, ImportedModel } from './import-package.ts';
import { idFor, placeModel } from './keep-model.ts';

const CARD_BYTES = 32 * 1024 ** 2;

/**
 * Registers an ONNX file: with the card beside it as what the card says, without one as the patches that it takes. The
 * file is examined in a worker before anything is written.
 * @param path absolute
 * @throws AppError of the examination, MODEL_EXISTS, RECORD_EXISTS, FILE_NOT_FOUND, DISK_FULL
 */
export async function importOnnx(engine: EngineContext, path: string, choice: ImportChoice & { readonly card: string | null }): Promise<ImportedModel> {
  const cardFile = choice.card ?? cardBeside(path);
  const given = cardFile === null ? null : await readCard(cardFile, path);
  const { card, findings } = await engine.pool.run(examineModelTask, { path, name: path, card: given });
  const models = engine.catalog.model.list();
  const same = models.find((model) => model.card.sha256 === card.sha256 && JSON.stringify(model.card) === JSON.stringify(card));
  if (same) throw appError('MODEL_EXISTS', { id: same.id });
  const stem = basename(path, extname(path));
  const encoder = encoderOf(card, models);
  const warnings = [...findings, ...(card.encoder && !encoder ? [message('ENCODER_NOT_HERE', { encoder: card.encoder.modelId })] : [])];
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw toAppError(cause, path);
  });
  const model = await placeModel(engine, {
    id: idFor(engine, choice.id, recordId(stem)),
    title: choice.title ?? stem,
    simulated: card.provenance['simulated'] === true,
    warnings,
    card,
    files: new Map<string, Uint8Array>([['model.onnx', bytes], ['card.json', new TextEncoder().encode(`${JSON.stringify(card, null, 1)}\n`)]]),
    // The copy must be what was examined, should the file have changed meanwhile.
    prove: async (folder) => {
      await engine.pool.run(examineModelTask, { path: join(folder, 'model.onnx'), name: path, card });
    },
  });
  engine.catalog.model.insert(model);
  return { model, encoder: encoder && { id: encoder.id, added: false }, findings: [] };
}

function encoderOf({ encoder }: ModelCard, models: readonly Model[]): Model | null {
  return (encoder && models.find(({ card }) => card.task === 'embedding' && card.sha256 === encoder.sha256)) ?? null;
}

/** `NAME.card.json` or `card.json` in the folder of the file. */
function cardBeside(path: string): string | null {
  const names = [`${basename(path, extname(path))}.card.json`, 'card.json'];
  return names.map((name) => join(dirname(path), name)).find((card) => existsSync(card)) ?? null;
}

/** @throws AppError FILE_NOT_FOUND, MODEL_CARD_UNFIT */
async function readCard(cardFile: string, model: string): Promise<ModelCard> {
  const unfit = (problem: Message, cause?: unknown): Error => appError('MODEL_CARD_UNFIT', { file: model, problem }, { cause });
  let fields: unknown;
  try {
    if ((await stat(cardFile)).size > CARD_BYTES) throw unfit(message('CARD_TOO_LARGE', { file: cardFile }));
    fields = JSON.parse(await readFile(cardFile, 'utf8'));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw toAppError(thrown, cardFile);
    throw unfit(message('CARD_NO_JSON', { file: cardFile }), thrown);
  }
  const card = modelCardSchema.safeParse(fields);
  if (card.success) return card.data;
  const issue = card.error.issues[0];
  throw unfit(message('CARD_FIELD', { file: cardFile, field: issue?.path.join('.') ?? '', detail: issue?.message ?? '' }), card.error);
}
