import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OutputOf } from '../../../../shared/contract/call.ts';
import type { modelsContract } from '../../../../shared/contract/models.ts';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { compareModels } from '../../../../shared/models/compare.ts';
import { type Lineage, lineagesOf, samplesHash } from '../../../../shared/models/versions.ts';
import type { Model } from '../../../../shared/records/learning.ts';
import type { HandlersOf } from '../../handler.ts';
import { writePackage } from '../package/write-package.ts';
import { importOnnx } from './import-onnx.ts';
import { importPackage } from './import-package.ts';

/** Answers the calls about models. */
export const modelsHandlers: HandlersOf<typeof modelsContract> = {
  'models.versions': ({ catalog }) => ({ items: lineagesOf(catalog.model.list()).map(lineageDocument) }),
  'models.compare': ({ catalog }, { a, b }) => {
    const [own, other] = [catalog.model.get(a), catalog.model.get(b)];
    const { classes, different, same, unfair } = compareModels(own, other);
    return { a: sideOf(own), b: sideOf(other), classes: [...classes], different: [...different], same: [...same], fair: unfair.length === 0, unfair: [...unfair] };
  },
  'models.export': async (services, { id, path }) => {
    const target = resolve(path);
    services.checkGranted(target);
    const model = services.catalog.model.get(id);
    if (existsSync(target)) throw appError('FILE_EXISTS', { file: target });
    const { bytes, parts, encoder } = await writePackage(services, model, target);
    return { id, path: target, bytes, parts: [...parts], encoder };
  },
  'models.import': async (services, { path, id, title, card }) => {
    const file = resolve(path);
    for (const named of card === null ? [file] : [file, resolve(card)]) services.checkGranted(named);
    const format = (await isZip(file)) ? 'package' : 'onnx';
    const { model, encoder, findings } = format === 'package' ? await importPackage(services, file, { id, title }) : await importOnnx(services, file, { id, title, card: card === null ? null : resolve(card) });
    return { id: model.id, title: model.title, format, card: model.card, encoder, warnings: [...model.warnings, ...findings] };
  },
};

function lineageDocument({ versions }: Lineage): OutputOf<(typeof modelsContract)['models.versions']>['items'][number] {
  const newest = versions[0]?.model;
  return {
    title: newest?.title ?? '',
    family: newest?.family ?? '',
    versions: versions.map(({ version, model }) => ({
      version,
      id: model.id,
      title: model.title,
      createdAt: model.createdAt,
      overallAccuracy: model.card.metrics?.overallAccuracy ?? null,
      macroF1: model.card.metrics?.macroF1 ?? null,
      samplesSha256: samplesHash(model),
    })),
  };
}

function sideOf({ id, title, family, createdAt, card }: Model): OutputOf<(typeof modelsContract)['models.compare']>['a'] {
  return { id, title, family, createdAt, metrics: card.metrics };
}

/** Told by the first bytes, whatever the file is called. @throws AppError FILE_NOT_FOUND */
async function isZip(path: string): Promise<boolean> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1').startsWith('PK');
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}
