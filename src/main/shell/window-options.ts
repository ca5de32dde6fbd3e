import type { BrowserWindowConstructorOptions } from 'electron';

/** Smallest window in which the panels of WINDOW.md stand beside a map, in device-independent pixels. */
const MINIMUM = { minWidth: 960, minHeight: 600 } as const;

/**
 * Options of every window. The security settings are written out although most are Electron's defaults: they are what
 * is relied on, and a test holds them.
 */
export function windowOptions(preload: string, { isPackaged }: { readonly isPackaged: boolean }): BrowserWindowConstructorOptions {
  return {
    ...MINIMUM,
    width: 1440,
    height: 900,
    show: false,
    title: 'Furrow',
    // What is seen until the page has painted; the page's own background in its dark theme.
    backgroundColor: '#1b1e22',
    webPreferences: {
      preload,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}
