import { create } from 'zustand';
import type { ReportKind } from '../../../shared/contract/reports.ts';

/** Names a report: the model's id for a training. */
export interface ReportName {
  readonly kind: ReportKind;
  readonly id: string;
}

interface ReportChoice {
  /** The report that is looked at; null for the newest. */
  readonly chosen: ReportName | null;
  /** True while the page of reports lies over the map. */
  readonly isOpen: boolean;
  readonly choose: (chosen: ReportName) => void;
  readonly close: () => void;
}

/** Which report is looked at. */
export const useReportChoice = create<ReportChoice>()((set) => ({
  chosen: null,
  isOpen: false,
  choose: (chosen) => {
    set({ chosen });
  },
  close: () => {
    set({ isOpen: false });
  },
}));

/** Opens the page of reports, at one where it is named. */
export function openReport(chosen?: ReportName): void {
  useReportChoice.setState({ isOpen: true, ...(chosen ? { chosen } : {}) });
}
