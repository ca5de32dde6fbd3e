import type { samplesContract } from '../../../shared/contract/samples.ts';
import type { HandlersOf } from '../handler.ts';
import { checkSamplesTask } from './check.rpc.ts';

/** Answers the calls about sample sets. */
export const samplesHandlers: HandlersOf<typeof samplesContract> = {
  'samples.check': async ({ catalog, workspace, pool }, { id }, { signal }) => {
    const { path, crs } = catalog.samples.get(id);
    return { id, check: await pool.run(checkSamplesTask, { path: workspace.absolute(path), crs }, signal ? { signal } : {}) };
  },
};
