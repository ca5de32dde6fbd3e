import type { demoContract } from '../../../shared/contract/demo.ts';
import type { HandlersOf } from '../handler.ts';

/** Answers the calls about the simulated landscape. */
export const demoHandlers: HandlersOf<typeof demoContract> = {
  'demo.run': ({ demo }, choices) => ({ demo: demo.run(choices) }),
  'demo.state': ({ demo }) => ({ demo: demo.state() }),
  'demo.cancel': async ({ demo }) => ({ demo: await demo.cancel() }),
};
