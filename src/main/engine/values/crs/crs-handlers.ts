import type { CrsDefinition, crsContract } from '../../../../shared/contract/crs.ts';
import type { HandlersOf } from '../../handler.ts';
import { LeastRecent } from '../least-recent.ts';
import { defineCrsTask, searchCrsTask } from './crs.rpc.ts';

/** Definitions do not change while Furrow runs; a workspace knows a handful. */
const known = new LeastRecent<CrsDefinition>(200);

/** Answers the calls about coordinate systems. */
export const crsHandlers: HandlersOf<typeof crsContract> = {
  'crs.define': async ({ lookups }, { crs }, { signal }) => {
    const definition = known.get(crs) ?? (await lookups.run(defineCrsTask, { crs }, signal ? { signal } : {}));
    known.set(crs, definition, 1);
    return definition;
  },
  'crs.search': ({ lookups }, { text, limit }, { signal }) => lookups.run(searchCrsTask, { text, limit }, signal ? { signal } : {}),
};
