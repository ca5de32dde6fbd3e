import { createHash } from 'node:crypto';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type ModelCard, modelCardSchema } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import { listArchive, readArchiveFiles } from '../../ingest/archive.ts';
import { type Manifest, manifestChecksum, MANIFEST_NAME, manifestSchema, MODEL_FILES, PACKAGE_BYTES, PACKAGE_VERSION, type PackedModel } from './manifest.ts';

/** A manifest, however long its lists are; a real one has 2 kB. */
const MANIFEST_BYTES = 1024 ** 2;

/** A model out of a package, every file of it checked against the manifest. */
export interface UnpackedModel {
  readonly facts: Omit<PackedModel, 'parts'>;
  readonly card: ModelCard;
  /** By their names in a model's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What a package holds. */
export interface UnpackedPackage {
  readonly model: UnpackedModel;
  readonly encoder: UnpackedModel | null;
}

/**
 * Reads a model package and proves that it is whole: names, sizes and checksums of all files, the cards' form, and that
 * each card belongs to its file. Nothing is written.
 * @param path absolute
 * @throws AppError PACKAGE_DAMAGED, PACKAGE_TOO_NEW, ARCHIVE_UNSAFE, ARCHIVE_DAMAGED, FILE_NOT_FOUND
 */
export async function readPackage(path: string): Promise<UnpackedPackage> {
  const damaged = (problem: Message): Error => appError('PACKAGE_DAMAGED', { file: path, problem });
  const entries = await listArchive(path);
  if (!entries.some(({ name }) => name === MANIFEST_NAME)) throw damaged(message('PACKAGE_NO_MANIFEST', { name: MANIFEST_NAME }));
  const manifest = manifestOf((await readArchiveFiles(path, [MANIFEST_NAME], MANIFEST_BYTES)).get(MANIFEST_NAME), path);
  const parts = [...manifest.model.parts, ...(manifest.encoder?.parts ?? [])];
  const listed = new Set([MANIFEST_NAME, ...parts.map(({ name }) => name)]);
  const foreign = entries.find(({ name }) => !listed.has(name));
  if (foreign) throw damaged(message('PACKAGE_UNLISTED', { name: foreign.name }));
  const twice = entries.find(({ name }, i) => entries.findIndex((other) => other.name === name) !== i);
  if (twice) throw damaged(message('PACKAGE_TWICE', { name: twice.name }));
  const files = await readArchiveFiles(path, parts.map(({ name }) => name), PACKAGE_BYTES);
  for (const { name, bytes, sha256 } of parts) {
    const found = files.get(name);
    if (!found) throw damaged(message('PACKAGE_PART_MISSING', { name }));
    if (found.length !== bytes || createHash('sha256').update(found).digest('hex') !== sha256) throw damaged(message('PACKAGE_PART_ALTERED', { name }));
  }
  const model = unpacked('model', manifest.model, files, damaged);
  const encoder = manifest.encoder ? unpacked('encoder', manifest.encoder, files, damaged) : null;
  if ((model.card.encoder?.sha256 ?? null) !== (encoder?.card.sha256 ?? null)) throw damaged(message(encoder ? 'PACKAGE_OTHER_ENCODER' : 'PACKAGE_ENCODER_MISSING'));
  if (encoder && encoder.card.task !== 'embedding') throw damaged(message('PACKAGE_ENCODER_TASK', { task: encoder.card.task }));
  return { model, encoder };
}

function manifestOf(bytes: Uint8Array | undefined, file: string): Manifest {
  const damaged = (problem: Message, cause?: unknown): Error => appError('PACKAGE_DAMAGED', { file, problem }, { cause });
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
  } catch (thrown) {
    throw damaged(message('PACKAGE_MANIFEST_NO_JSON', { name: MANIFEST_NAME }), thrown);
  }
  const { format, version } = fields ?? {};
  if (format !== 'furrow-model') throw damaged(message('PACKAGE_MANIFEST_FOREIGN'));
  // Before the form of the rest, which a newer Furrow may have changed.
  if (typeof version === 'number' && version > PACKAGE_VERSION) throw appError('PACKAGE_TOO_NEW', { file, version, newest: PACKAGE_VERSION });
  const parsed = manifestSchema.safeParse(fields);
  if (!parsed.success) throw damaged(message('PACKAGE_MANIFEST_FIELD', { field: parsed.error.issues[0]?.path.join('.') ?? '' }), parsed.error);
  if (manifestChecksum(fields) !== parsed.data.checksum) throw damaged(message('PACKAGE_MANIFEST_ALTERED'));
  return parsed.data;
}

const PARTS = { model: 'PACKAGED_MODEL', encoder: 'PACKAGED_ENCODER' } as const;

function unpacked(folder: keyof typeof PARTS, { parts, ...facts }: PackedModel, all: ReadonlyMap<string, Uint8Array>, damaged: (problem: Message) => Error): UnpackedModel {
  const part = message(PARTS[folder]);
  const files = new Map<string, Uint8Array>();
  for (const name of MODEL_FILES) {
    const bytes = all.get(`${folder}/${name}`);
    if (bytes) files.set(name, bytes);
  }
  if (files.size !== parts.length) throw damaged(message('PACKAGE_FILES_OTHER', { part, names: MODEL_FILES }));
  const [onnx, cardFile] = [files.get('model.onnx'), files.get('card.json')];
  if (!onnx || !cardFile) throw damaged(message('PACKAGE_PART_LACKS', { part }));
  const card = modelCardSchema.safeParse(jsonOf(cardFile));
  if (!card.success) throw damaged(message('PACKAGE_CARD_FIELD', { part, field: card.error.issues[0]?.path.join('.') ?? '' }));
  if (createHash('sha256').update(onnx).digest('hex') !== card.data.sha256) throw damaged(message('PACKAGE_CARD_OTHER', { part }));
  return { facts, card: card.data, files };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // The schema then says that there is no card.
    return null;
  }
}
