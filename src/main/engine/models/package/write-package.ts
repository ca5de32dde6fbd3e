import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import type { Model } from '../../../../shared/records/learning.ts';
import { storedZip, type ZipEntry } from '../../../../shared/zip/stored-zip.ts';
import type { EngineContext } from '../../context.ts';
import { FURROW_VERSION } from '../../version.ts';
import { writeFileAtomic } from '../../workspace/atomic.ts';
import { requireIntact } from '../intact.ts';
import { type Manifest, manifestChecksum, MANIFEST_NAME, MODEL_FILES, PACKAGE_BYTES, PACKAGE_VERSION, type PackedModel } from './manifest.ts';

/** What was written. */
export interface WrittenPackage {
  readonly bytes: number;
  readonly parts: readonly string[];
  readonly encoder: string | null;
}

/**
 * Writes a model, and the encoder of a head, to one file. The same model gives the same bytes.
 * @param path absolute
 * @throws AppError MODEL_UNUSABLE when its file is not the one of its card, ENCODER_MISSING, PACKAGE_TOO_LARGE, DISK_FULL
 */
export async function writePackage(engine: EngineContext, model: Model, path: string): Promise<WrittenPackage> {
  const encoder = encoderOf(model, engine.catalog.model.list());
  const [own, its] = [await packed(engine, model, 'model'), encoder ? await packed(engine, encoder, 'encoder') : null];
  const body = { format: 'furrow-model', version: PACKAGE_VERSION, furrow: FURROW_VERSION, model: own.facts, encoder: its?.facts ?? null } as const;
  const manifest: Manifest = { ...body, checksum: manifestChecksum(body) };
  const files = [...own.files, ...(its?.files ?? [])];
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > PACKAGE_BYTES) throw appError('PACKAGE_TOO_LARGE', { model: model.id, megabytes: Math.ceil(total / 1e6), most: Math.floor(PACKAGE_BYTES / 1e6) });
  const bytes = storedZip([{ name: MANIFEST_NAME, bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`) }, ...files]);
  await writeFileAtomic(path, bytes);
  return { bytes: bytes.length, parts: [MANIFEST_NAME, ...files.map(({ name }) => name)], encoder: encoder?.id ?? null };
}

/** @throws AppError ENCODER_MISSING */
function encoderOf({ id, card }: Model, models: readonly Model[]): Model | null {
  if (!card.encoder) return null;
  const { modelId, sha256 } = card.encoder;
  const found = models.find((candidate) => candidate.card.task === 'embedding' && candidate.card.sha256 === sha256);
  if (!found) throw appError('ENCODER_MISSING', { model: id, encoder: modelId, sha256: sha256.slice(0, 12) });
  return found;
}

async function packed(engine: EngineContext, model: Model, folder: string): Promise<{ readonly facts: PackedModel; readonly files: readonly ZipEntry[] }> {
  await requireIntact(engine, model);
  const files: ZipEntry[] = [];
  for (const name of MODEL_FILES) {
    const bytes = name === 'card.json' ? new TextEncoder().encode(`${JSON.stringify(model.card, null, 1)}\n`) : await read(engine.workspace.absolute(`${model.folder}/${name}`), name);
    if (bytes) files.push({ name: `${folder}/${name}`, bytes });
  }
  const { id, title, createdAt, simulated, warnings } = model;
  const parts = files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }));
  return { facts: { id, title, createdAt, simulated, warnings, parts }, files };
}

/** Null for a report that the model has none of: a converted encoder was not tested. */
async function read(path: string, name: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (name === 'report.json' && (thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw toAppError(thrown, path);
  }
}
