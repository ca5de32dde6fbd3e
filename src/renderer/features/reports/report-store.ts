import { create } from 'zustand';
import type { Report } from '../../../shared/contract/reports.ts';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { call } from '../../client/call.ts';
import type { ReportName } from '../../state/samples/report-choice.ts';

export type ReportItem = CallOutput<'reports.list'>['items'][number];

interface Reports {
  /** Null until they were read. */
  readonly items: readonly ReportItem[] | null;
  readonly shown: Report | null;
  readonly refresh: (signal?: AbortSignal) => Promise<void>;
  readonly show: (name: ReportName, signal?: AbortSignal) => Promise<void>;
}

/** The reports of the workspace and the one that is shown. */
export const useReports = create<Reports>()((set) => ({
  items: null,
  shown: null,
  refresh: async (signal) => {
    const { items } = await call('reports.list', {}, signal);
    set({ items });
  },
  show: async ({ kind, id }, signal) => {
    const { report } = await call('reports.get', { kind, id }, signal);
    set({ shown: report });
  },
}));
