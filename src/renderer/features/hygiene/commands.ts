import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { useRecords } from '../../state/records.ts';
import { hygienePanel } from './hygiene-panel.tsx';
import { useReview } from './review-state.ts';

const needsSamples = (): string | null => (useRecords.getState().samples.length > 0 ? null : 'hygiene.no-samples');

function openView(view: 'doubts' | 'split'): void {
  useReview.getState().change({ view });
  usePanels.getState().open(hygienePanel);
}

export const hygieneCommands: readonly Command[] = [
  { id: 'hygiene.review', title: 'hygiene.open-review', keys: 'Shift+F8', unavailable: needsSamples, run: () => { openView('doubts'); } },
  { id: 'hygiene.split', title: 'hygiene.open-split', keys: 'Ctrl+F8', unavailable: needsSamples, run: () => { openView('split'); } },
];
