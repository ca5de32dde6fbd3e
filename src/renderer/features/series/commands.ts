import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { seriesPanel } from './series-panel.tsx';
import { useSeriesChoices } from './series-choices.ts';

export const seriesCommands: readonly Command[] = [
  { id: 'series.toggle', title: 'series.title', keys: 'F4', run: () => { usePanels.getState().toggle(seriesPanel); } },
  {
    id: 'series.mode',
    title: 'series.switch-mode',
    run: () => {
      const { mode, change } = useSeriesChoices.getState();
      change({ mode: mode === 'pixel' ? 'parcel' : 'pixel' });
      usePanels.getState().open(seriesPanel);
    },
  },
];
