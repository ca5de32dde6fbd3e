import { vi } from 'vitest';

/**
 * Stands in for the package `electron`, which from plain Node gives the path of a binary, or throws where there is
 * none. Records in `calls` what the shell does, in order; answers as little as the shell needs.
 */
export function mockElectron(options: { readonly isPackaged: boolean; readonly isFirst: boolean }) {
  const calls: string[] = [];
  const listeners = new Map<string, (...args: unknown[]) => unknown>();
  const note = (name: string) => vi.fn((..._args: unknown[]) => void calls.push(name));
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const window = { once: note('window.once'), loadURL: vi.fn((url: string) => Promise.resolve(void calls.push(`loadURL ${url}`))), focus: note('window.focus'), restore: note('window.restore'), isMinimized: () => true, show: note('window.show') };
  const BrowserWindow = Object.assign(
    vi.fn(function () {
      calls.push('new BrowserWindow');
      return window;
    }),
    { getAllWindows: () => [window], getFocusedWindow: () => null },
  );
  const electron = {
    app: {
      isPackaged: options.isPackaged,
      getAppPath: () => '/app',
      enableSandbox: note('enableSandbox'),
      requestSingleInstanceLock: () => options.isFirst,
      whenReady: () => ready,
      on: (name: string, listener: (...args: unknown[]) => unknown) => void listeners.set(name, listener),
      quit: note('quit'),
      exit: note('exit'),
    },
    BrowserWindow,
    dialog: { showOpenDialog: vi.fn(() => Promise.resolve({ canceled: true, filePaths: [] as string[] })), showErrorBox: note('showErrorBox') },
    ipcMain: { handle: note('ipcMain.handle') },
    Menu: { buildFromTemplate: vi.fn(() => ({})), setApplicationMenu: note('setApplicationMenu') },
    protocol: { registerSchemesAsPrivileged: note('registerSchemesAsPrivileged'), handle: note('protocol.handle') },
    session: {
      defaultSession: {
        setPermissionRequestHandler: note('setPermissionRequestHandler'),
        setPermissionCheckHandler: note('setPermissionCheckHandler'),
        setDevicePermissionHandler: note('setDevicePermissionHandler'),
        setSpellCheckerEnabled: note('setSpellCheckerEnabled'),
        webRequest: { onBeforeRequest: note('onBeforeRequest') },
      },
    },
    shell: { showItemInFolder: note('showItemInFolder') },
  };
  return { electron, calls, listeners, becomeReady: () => becomeReady() };
}
