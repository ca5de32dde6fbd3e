import { tasksPanel } from '../features/tasks/tasks-panel.tsx';
import type { Command } from './commands.ts';
import type { Panel } from './panels.ts';
import { useStore } from './store.ts';

/** Every panel of the window; one line each, in the order of their buttons. */
export const PANELS: readonly Panel[] = [
  tasksPanel,
];

/** Every command; one line or list each. */
export const COMMANDS: readonly Command[] = [
  { id: 'edit.undo', title: 'edit.undo', keys: 'Ctrl+Z', unavailable: () => (useStore.getState().history.past.length > 0 ? null : 'edit.nothing-to-undo'), run: () => { useStore.getState().undo(); } },
  { id: 'edit.redo', title: 'edit.redo', keys: 'Ctrl+Shift+Z', unavailable: () => (useStore.getState().history.future.length > 0 ? null : 'edit.nothing-to-redo'), run: () => { useStore.getState().redo(); } },
];
