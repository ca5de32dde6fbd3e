import type { Command } from '../../state/commands.ts';
import { useRecords } from '../../state/records.ts';
import { openReport } from '../../state/report-choice.ts';

export const reportCommands: readonly Command[] = [
  { id: 'reports.open', title: 'reports.command', unavailable: () => (useRecords.getState().model.length > 0 ? null : 'reports.none'), run: () => { openReport(); } },
];
