import { resolve } from 'node:path';
import type { mapsContract } from '../../../shared/contract/maps.ts';
import type { HandlersOf } from '../handler.ts';
import { exportMap } from './bundle.ts';

/** Answers the calls about finished maps. */
export const mapsHandlers: HandlersOf<typeof mapsContract> = {
  'maps.export': async (services, { id, folder }) => {
    const to = resolve(folder);
    services.checkGranted(to);
    return { id, paths: await exportMap(services, id, to) };
  },
};
