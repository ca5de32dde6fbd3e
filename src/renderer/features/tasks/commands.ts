import type { Command } from '../../state/window/commands.ts';
import { cancelJob, useJobs } from '../../state/jobs/jobs.ts';
import { usePanels } from '../../state/window/panels.ts';

const running = (): readonly string[] => useJobs.getState().jobs.flatMap(({ id, state }) => (state === 'running' ? [id] : []));

/** What can be done about tasks from anywhere. */
export const taskCommands: readonly Command[] = [
  { id: 'tasks.show', title: 'tasks.show', keys: 'Ctrl+Shift+J', run: () => { usePanels.getState().toggle({ id: 'tasks', place: 'dock' }); } },
  { id: 'tasks.cancel-all', title: 'tasks.cancel-all', unavailable: () => (running().length > 0 ? null : 'tasks.none-running'), run: () => { for (const id of running()) cancelJob(id); } },
];
