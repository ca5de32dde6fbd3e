import type { Command } from '../../state/commands.ts';
import { usePanels } from '../../state/panels.ts';

export const stylingCommands: readonly Command[] = [
  { id: 'styling.open', title: 'styling.title', keys: 'F7', run: () => { usePanels.getState().toggle({ id: 'styling', place: 'right' }); } },
];
