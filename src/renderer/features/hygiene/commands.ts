import type { Command } from '../../state/window/commands.ts';
import { useRecords } from '../../state/records.ts';
import { openReview } from '../../state/samples/review-choice.ts';

const needsSamples = (): string | null => (useRecords.getState().samples.length > 0 ? null : 'hygiene.no-samples');

export const hygieneCommands: readonly Command[] = [
  { id: 'hygiene.review', title: 'hygiene.open-review', keys: 'Shift+F8', unavailable: needsSamples, run: () => { openReview('doubts'); } },
  { id: 'hygiene.split', title: 'hygiene.open-split', keys: 'Ctrl+F8', unavailable: needsSamples, run: () => { openReview('split'); } },
];
