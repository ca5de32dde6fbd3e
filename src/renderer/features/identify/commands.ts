import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { usePlaces } from '../../state/map/places.ts';
import { identifyPanel } from './identify-panel.tsx';

export const identifyCommands: readonly Command[] = [
  { id: 'identify.toggle', title: 'identify.title', keys: 'Ctrl+Shift+I', run: () => { usePanels.getState().toggle(identifyPanel); } },
  {
    id: 'identify.clear',
    title: 'identify.clear-places',
    unavailable: () => (usePlaces.getState().kept.length > 0 ? null : 'identify.none'),
    run: () => { usePlaces.getState().clear(); },
  },
];
