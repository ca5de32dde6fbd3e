import type { Command } from '../../state/window/commands.ts';
import { useRecords } from '../../state/records.ts';
import { openReport } from '../../state/samples/report-choice.ts';

export const reportCommands: readonly Command[] = [
  { id: 'reports.open', title: 'reports.command', unavailable: () => (useRecords.getState().model.length > 0 ? null : 'reports.none'), run: () => { openReport(); } },
];
