import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/desktop/bridge.ts';

/**
 * The menu: what the system expects of an application; the rest of Furrow is in its window.
 * @param send hands a command to the window
 */
export function menuTemplate(send: (command: MenuCommand) => void, { platform, isPackaged }: { readonly platform: string; readonly isPackaged: boolean }): MenuItemConstructorOptions[] {
  const command = (name: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => {
      send(name);
    },
  });
  const file: MenuItemConstructorOptions[] = [
    command('import', 'Import…', 'CmdOrCtrl+L'),
    { type: 'separator' },
    command('settings', 'Settings…', 'CmdOrCtrl+,'),
    { type: 'separator' },
    { role: 'quit' },
  ];
  const view: MenuItemConstructorOptions[] = [command('tasks', 'Tasks'), { type: 'separator' }, { role: 'togglefullscreen' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'View', submenu: isPackaged ? view : [...view, { role: 'toggleDevTools' }] },
    { role: 'windowMenu' },
    { label: 'Help', submenu: [command('about', 'About Furrow')] },
  ];
}
