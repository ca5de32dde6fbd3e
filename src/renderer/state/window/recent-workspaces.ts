import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { call } from '../../client/call.ts';
import { report } from '../report.ts';

/** A workspace that was open on this machine before. */
export type RecentWorkspace = CallOutput<'workspace.recent'>['items'][number];

interface Recent {
  readonly items: readonly RecentWorkspace[];
  readonly refresh: () => Promise<void>;
}

/** Other workspaces that can be opened from here, newest first. */
export const useRecentWorkspaces = create<Recent>()((set) => ({
  items: [],
  refresh: async () => {
    const { items } = await call('workspace.recent', {});
    set({ items: items.filter(({ current }) => !current) });
  },
}));

/** Goes over to another workspace; the window begins anew with it. Where it cannot be opened, this one stays and the notice says why. */
export function openWorkspace(folder: string): void {
  report(call('workspace.open', { folder }).then(() => { location.reload(); }));
}
