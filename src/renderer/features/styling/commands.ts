import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';

export const stylingCommands: readonly Command[] = [
  { id: 'styling.open', title: 'styling.title', keys: 'F7', run: () => { usePanels.getState().toggle({ id: 'styling', place: 'right' }); } },
];
