import type { Command } from '../../app/commands.ts';
import { usePanels } from '../../app/panels.ts';

export const stylingCommands: readonly Command[] = [
  { id: 'styling.open', title: 'styling.title', keys: 'F7', run: () => { usePanels.getState().toggle({ id: 'styling', place: 'right' }); } },
];
