import type { Command } from '../../state/window/commands.ts';
import { useRecords } from '../../state/records.ts';
import { openSamples } from '../../state/samples/sample-choice.ts';

export const sampleSetsCommands: readonly Command[] = [
  { id: 'sample-sets.open', title: 'sample-sets.command', unavailable: () => (useRecords.getState().samples.length > 0 ? null : 'sample-sets.none'), run: () => { openSamples(); } },
];
