import type { Command } from '../../state/window/commands.ts';
import { useLocator } from '../../state/window/locator-state.ts';

export const locatorCommands: readonly Command[] = [
  { id: 'locator.open', title: 'locator.open', keys: 'Ctrl+K', run: () => { useLocator.getState().open(''); } },
  { id: 'locator.commands', title: 'locator.commands', keys: 'Ctrl+Shift+K', run: () => { useLocator.getState().open('>'); } },
  { id: 'keys.show', title: 'keys.show', keys: '?', run: () => { useLocator.getState().showKeys(); } },
];
