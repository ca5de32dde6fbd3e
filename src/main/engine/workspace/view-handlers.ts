import type { viewContract } from '../../../shared/contract/view.ts';
import type { HandlersOf } from '../handler.ts';
import { readView, writeView } from './view-file.ts';

/** The last save of each workspace: saves that come fast keep their order. */
const saving = new Map<string, Promise<unknown>>();

/** Answers the calls about the state of the window. */
export const viewHandlers: HandlersOf<typeof viewContract> = {
  'view.load': async ({ workspace }) => {
    await saving.get(workspace.folder);
    const { view, problem } = await readView(workspace.folder);
    return { view, problem: problem?.toJSON() ?? null };
  },
  'view.save': async ({ workspace: { folder } }, { view }) => {
    const before = saving.get(folder) ?? Promise.resolve();
    const saved = before.then(() => writeView(folder, view));
    // The next one does not fail because this one did; the caller of this one is told.
    const settled = saved.then(() => undefined, () => undefined);
    saving.set(folder, settled);
    void settled.then(() => {
      if (saving.get(folder) === settled) saving.delete(folder);
    });
    return { bytes: await saved };
  },
};
