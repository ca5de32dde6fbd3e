import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Model } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import type { EngineContext } from '../../context.ts';
import { examineModelTask } from '../foreign/examine.rpc.ts';
import { readPackage, type UnpackedModel } from '../package/read-package.ts';
import { idFor, placeModel } from './keep-model.ts';

/** What importing made. */
export interface ImportedModel {
  readonly model: Model;
  readonly encoder: { readonly id: string; readonly added: boolean } | null;
  /** What the user should know of this import, beside the model's own warnings. */
  readonly findings: readonly Message[];
}

/** What the one who imports chose. */
export interface ImportChoice {
  readonly id: string | null;
  readonly title: string | null;
}

/**
 * Registers the model of a package, and its encoder unless the very same is here. All or nothing: the records come last.
 * @param path absolute
 * @throws AppError of {@link readPackage}, MODEL_EXISTS, RECORD_EXISTS, DISK_FULL
 */
export async function importPackage(engine: EngineContext, path: string, choice: ImportChoice): Promise<ImportedModel> {
  const { model, encoder } = await readPackage(path);
  const models = engine.catalog.model.list();
  const same = models.find(({ card }) => card.sha256 === model.card.sha256 && JSON.stringify(card) === JSON.stringify(model.card));
  if (same) throw appError('MODEL_EXISTS', { id: same.id });
  const known = encoder ? (models.find(({ card }) => card.task === 'embedding' && card.sha256 === encoder.card.sha256) ?? null) : null;
  const placed: Model[] = [];
  try {
    if (encoder && !known) placed.push(await place(engine, path, encoder, idFor(engine, null, encoder.facts.id)));
    placed.push(await place(engine, path, model, idFor(engine, choice.id, model.facts.id), choice.title));
    engine.catalog.transaction(() => placed.forEach((record) => engine.catalog.model.insert(record)));
  } catch (thrown) {
    for (const { folder } of placed) await rm(engine.workspace.absolute(folder), { force: true, recursive: true });
    throw thrown;
  }
  const added = placed.at(-1) as Model;
  const encoderId = encoder ? (known ?? (placed[0] as Model)).id : null;
  return { model: added, encoder: encoderId === null ? null : { id: encoderId, added: known === null }, findings: findingsOf(model, added) };
}

/** A package may come from anywhere: its model is examined as any other, in a worker, before it gets its place. */
function place(engine: EngineContext, path: string, { facts, card, files }: UnpackedModel, id: string, title: string | null = null): Promise<Model> {
  const prove = async (folder: string): Promise<void> => {
    await engine.pool.run(examineModelTask, { path: join(folder, 'model.onnx'), name: path, card });
  };
  return placeModel(engine, { id, title: title ?? facts.title, simulated: facts.simulated, warnings: facts.warnings, card, files, prove });
}

function findingsOf({ facts }: UnpackedModel, { id }: Model): Message[] {
  return id === facts.id ? [] : [message('EXPORTED_AS', { before: facts.id, id })];
}
