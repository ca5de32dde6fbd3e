import type { processorsContract } from '../../../shared/contract/processors.ts';
import type { HandlersOf } from '../handler.ts';
import { describeProcessors } from './processors.ts';

/** Answers the calls about what computes. */
export const processorsHandlers: HandlersOf<typeof processorsContract> = {
  'processors.info': async (services) => ({ processors: await describeProcessors(services.pool) }),
};
