import { useEffect } from 'react';
import type { DesktopBridge, MenuCommand } from '../../../shared/desktop/bridge.ts';
import { usePanels } from './panels.ts';
import { openStep } from './step-path.ts';

/** What the desktop gives the window; null in a browser. */
export function desktop(): DesktopBridge | null {
  return (window as { readonly furrow?: DesktopBridge }).furrow ?? null;
}

const MENU: Readonly<Record<MenuCommand, () => void>> = {
  import: () => { openStep('data'); },
  tasks: () => { usePanels.getState().open({ id: 'tasks', place: 'dock' }); },
  settings: () => { usePanels.getState().open({ id: 'settings', place: 'right' }); },
  // Version, workspace and processors stand in the settings.
  about: () => { usePanels.getState().open({ id: 'settings', place: 'right' }); },
};

/** Carries out what is chosen in the desktop's menu. */
export function useMenuCommands(): void {
  useEffect(() => desktop()?.onCommand((command) => { MENU[command](); }), []);
}
