import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Model, ModelCard } from '../../../../shared/records/learning.ts';
import type { Told } from '../../../../shared/messages/message.ts';
import type { EngineContext } from '../../context.ts';
import { replaceAtomically, writeFileAtomic } from '../../workspace/atomic.ts';

/** A model to register, with its files by their names in a model's folder. */
export interface NewModel {
  readonly id: string;
  readonly title: string;
  readonly simulated: boolean;
  readonly warnings: readonly Told[];
  readonly card: ModelCard;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Looks at the files before they get their place: what it throws leaves nothing behind. */
  readonly prove?: (folder: string) => Promise<void>;
}

/**
 * Writes the folder of a model whole or not at all.
 * @returns its record, which is not in the catalog yet
 * @throws AppError DISK_FULL, FILE_NOT_ALLOWED, OUTPUT_OUTSIDE
 */
export async function placeModel(engine: EngineContext, { id, title, simulated, warnings, card, files, prove }: NewModel): Promise<Model> {
  const folder = `models/${id}`;
  await replaceAtomically(engine.workspace.inside(folder), async (temporary) => {
    await mkdir(temporary);
    for (const [name, bytes] of files) await writeFileAtomic(join(temporary, name), bytes);
    await prove?.(temporary);
  });
  return { kind: 'model', id, title, createdAt: engine.now().toISOString(), simulated, warnings: [...warnings], folder, family: card.family, card, sampleSetId: null, runId: null };
}

/**
 * An id that no model, job or folder has: the one asked for, or one like the one it had.
 * @throws AppError RECORD_EXISTS when the one asked for is taken
 */
export function idFor(engine: EngineContext, wanted: string | null, like: string): string {
  const { catalog, workspace } = engine;
  const isTaken = (id: string): boolean => catalog.model.freeId(id) !== id || existsSync(workspace.absolute(`models/${id}`));
  if (wanted !== null) {
    if (isTaken(wanted)) throw appError('RECORD_EXISTS', { kind: 'model', id: wanted });
    return wanted;
  }
  if (!isTaken(like)) return like;
  let number = 2;
  while (isTaken(`${like}-${number}`)) number += 1;
  return `${like}-${number}`;
}
