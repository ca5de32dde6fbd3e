import type { areasContract } from '../../../shared/contract/areas.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { HandlersOf } from '../handler.ts';
import { isRemote } from '../ingest/discover.ts';
import { readAreaTask } from './area.rpc.ts';

/** Answers the calls about areas of interest. */
export const areasHandlers: HandlersOf<typeof areasContract> = {
  'areas.read': ({ lookups, checkGranted }, input, { signal }) => {
    if (isRemote(input.path)) throw appError('NETWORK_PATH', { file: input.path });
    checkGranted(input.path);
    return lookups.run(readAreaTask, input, signal ? { signal } : {});
  },
};
