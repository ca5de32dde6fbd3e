import { isAbsolute } from 'node:path';
import type { basemapsContract } from '../../../shared/contract/basemaps.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { HandlersOf } from '../handler.ts';
import { isRemote } from '../ingest/discover.ts';
import { addBasemap, basemap, basemaps, removeBasemap } from './basemap-list.ts';
import { closeBasemap } from './basemap-tile.ts';

/** Answers the calls about the user's own basemaps. */
export const basemapsHandlers: HandlersOf<typeof basemapsContract> = {
  'basemaps.list': async ({ workspace }) => ({ items: await basemaps(workspace) }),
  'basemaps.add': async ({ workspace, lookups, catalog, checkGranted }, { path }) => {
    if (isRemote(path)) throw appError('NETWORK_PATH', { file: path });
    if (!isAbsolute(path)) throw appError('INVALID_INPUT', { call: 'basemaps.add', field: 'path', problem: 'it is not absolute' });
    checkGranted(path);
    closeBasemap(path);
    const added = await addBasemap(workspace, path, lookups);
    catalog.emit('basemap.added', { id: added.id });
    return added;
  },
  'basemaps.remove': async ({ workspace, catalog }, { id }) => {
    closeBasemap(workspace.absolute((await basemap(workspace, id)).path));
    await removeBasemap(workspace, id);
    catalog.emit('basemap.removed', { id });
    return {};
  },
};
