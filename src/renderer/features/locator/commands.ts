import type { Command } from '../../state/commands.ts';
import { useLocator } from '../../state/locator-state.ts';

export const locatorCommands: readonly Command[] = [
  { id: 'locator.open', title: 'locator.open', keys: 'Ctrl+K', run: () => { useLocator.getState().open(''); } },
  { id: 'locator.commands', title: 'locator.commands', keys: 'Ctrl+Shift+K', run: () => { useLocator.getState().open('>'); } },
  { id: 'keys.show', title: 'keys.show', keys: '?', run: () => { useLocator.getState().showKeys(); } },
];
