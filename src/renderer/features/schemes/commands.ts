import type { Command } from '../../state/window/commands.ts';
import { openScheme } from '../../state/samples/scheme-choice.ts';

export const schemeCommands: readonly Command[] = [
  { id: 'schemes.open', title: 'schemes.command', keys: 'Alt+K', run: () => { openScheme(); } },
];
