import type { Command } from '../../state/window/commands.ts';
import { useCompare } from '../../layers/compare.ts';
import { useMapSettings } from '../../state/map/map-settings.ts';
import { usePanels } from '../../state/window/panels.ts';

const toggle = (mode: 'swipe' | 'spyglass' | 'blink' | 'linked'): (() => void) => () => {
  useCompare.getState().set({ mode: useCompare.getState().mode === mode ? 'off' : mode });
};

export const compareCommands: readonly Command[] = [
  { id: 'view.open', title: 'view.title', keys: 'F8', run: () => { usePanels.getState().toggle({ id: 'view', place: 'right' }); } },
  { id: 'compare.swipe', title: 'compare.command.swipe', keys: 'Ctrl+Alt+S', run: toggle('swipe') },
  { id: 'compare.spyglass', title: 'compare.command.spyglass', run: toggle('spyglass') },
  { id: 'compare.blink', title: 'compare.command.blink', run: toggle('blink') },
  { id: 'compare.linked', title: 'compare.command.linked', run: toggle('linked') },
  { id: 'view.graticule', title: 'view.command.graticule', run: () => { useMapSettings.getState().set({ graticule: !useMapSettings.getState().graticule }); } },
];
