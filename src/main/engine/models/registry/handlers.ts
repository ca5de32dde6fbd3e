import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { modelsContract } from '../../../../shared/contract/models.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { HandlersOf } from '../../handler.ts';
import { writePackage } from '../package/write-package.ts';
import { importPackage } from './import-package.ts';

/** Answers the calls about models. */
export const modelsHandlers: HandlersOf<typeof modelsContract> = {
  'models.export': async (services, { id, path }) => {
    const target = resolve(path);
    services.checkGranted(target);
    const model = services.catalog.model.get(id);
    if (existsSync(target)) throw appError('FILE_EXISTS', { file: target });
    const { bytes, parts, encoder } = await writePackage(services, model, target);
    return { id, path: target, bytes, parts: [...parts], encoder };
  },
  'models.import': async (services, { path, id, title }) => {
    const file = resolve(path);
    services.checkGranted(file);
    const { model, encoder, findings } = await importPackage(services, file, { id, title });
    return { id: model.id, title: model.title, format: 'package', card: model.card, encoder, warnings: [...model.warnings, ...findings] };
  },
};
