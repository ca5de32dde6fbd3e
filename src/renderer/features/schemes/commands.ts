import type { Command } from '../../state/commands.ts';
import { openScheme } from '../../state/scheme-choice.ts';

export const schemeCommands: readonly Command[] = [
  { id: 'schemes.open', title: 'schemes.command', keys: 'Alt+K', run: () => { openScheme(); } },
];
