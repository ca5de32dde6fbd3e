import { writeFileAtomic } from '../workspace/atomic.ts';
import { implementTask } from '../pool/rpc.ts';
import { prepareCompositeTask } from './prepare.rpc.ts';

export const prepareComposite = implementTask(prepareCompositeTask, async ({ path, recipe }) => {
  await writeFileAtomic(path, JSON.stringify(recipe));
  return {};
});
