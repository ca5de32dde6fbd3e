/**
 * The only code between the sandboxed window and the shell: one frozen object, no `ipcRenderer`, no event objects,
 * no channel names from outside. Built as CommonJS, because a sandboxed preload is loaded so.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, type DesktopBridge, MENU_COMMANDS, type MenuCommand } from '../shared/desktop/bridge.ts';

const bridge: DesktopBridge = Object.freeze({
  platform: process.platform,
  pickFiles: () => ipcRenderer.invoke(CHANNELS.pickFiles) as Promise<readonly string[]>,
  pickFolder: () => ipcRenderer.invoke(CHANNELS.pickFolder) as Promise<string | null>,
  openDropped(files: readonly File[]) {
    // A File object cannot be forged by the page, a path could: so the path is asked of Electron here.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke(CHANNELS.openDropped, paths) as Promise<readonly string[]>;
  },
  reveal: (path: string) => ipcRenderer.invoke(CHANNELS.reveal, String(path)) as Promise<void>,
  onCommand(listener: (command: MenuCommand) => void) {
    const receive = (_event: unknown, command: unknown): void => {
      const known = MENU_COMMANDS.find((name) => name === command);
      if (known) listener(known);
    };
    ipcRenderer.on(CHANNELS.command, receive);
    return () => {
      ipcRenderer.off(CHANNELS.command, receive);
    };
  },
});

contextBridge.exposeInMainWorld('furrow', bridge);
