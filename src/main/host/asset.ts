import { resolve } from 'node:path';
import { appError } from '../../shared/errors/app-error.ts';
import { previewAsked } from '../../shared/raster/scene-preview.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';
import { findRecord } from '../engine/catalog/handlers.ts';
import type { EngineServices } from '../engine/handler.ts';
import { scenePreview } from '../engine/values/pictures/preview.ts';
import type { Workspace } from '../engine/workspace/workspace.ts';
import { fileResponse } from './file-response.ts';
import { isInside } from './path-policy.ts';

/**
 * `GET /assets/<id>/<name>`: a file of a record, by byte ranges. For composites, models and maps `name` is a file of
 * their folder; for a scene it is the name of a band, or
 * `preview-B04-B03-B02.tif` for a reduced picture of these bands, `sketch-B04-B03-B02.tif` for a first look at a large
 * one, `window-3-0-B04-B03-B02.tif` for a window of it in full; they are made where there are none yet.
 * @throws RECORD_NOT_FOUND, FILE_NOT_FOUND
 */
export async function assetResponse(services: EngineServices, parts: readonly string[], request: Request): Promise<Response> {
  const [id = '', ...names] = parts;
  const name = names.join('/');
  const record = findRecord(services.catalog, id);
  if (!record) throw appError('RECORD_NOT_FOUND', { kind: 'record', id });
  const asked = record.kind === 'scene' ? previewAsked(name) : null;
  if (asked && record.kind === 'scene') return fileResponse(await scenePreview(services, record, asked, request.signal), request);
  return fileResponse(assetPath(services.workspace, record, name), request);
}

function assetPath(workspace: Workspace, record: CatalogRecord, name: string): string {
  const notFound = appError('FILE_NOT_FOUND', { file: `${record.id}/${name}` });
  switch (record.kind) {
    case 'scene': {
      const asset = record.assets.find(({ band }) => band === name);
      if (!asset || asset.path.startsWith('/vsi')) throw notFound;
      return workspace.absolute(asset.path);
    }
    case 'composite':
      return inFolder(workspace, `composites/${record.id}`, name, notFound);
    case 'model':
    case 'map':
      return inFolder(workspace, record.folder, name, notFound);
    case 'parcels':
    case 'mask':
    case 'samples':
      return workspace.absolute(record.path);
    case 'scheme':
      throw notFound;
  }
}

function inFolder(workspace: Workspace, folder: string, name: string, notFound: Error): string {
  const base = workspace.absolute(folder);
  const path = resolve(base, name);
  if (name === '' || name.includes('\0') || !isInside(base, path)) throw notFound;
  return path;
}
