/**
 * The Electron shell: one window on `app://furrow/`, which is the engine's API behind a local socket. It holds no
 * native module and no logic of its own; what it decides is in `shell/`, as functions with tests.
 */
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell } from 'electron';
import { CHANNELS, type MenuCommand } from '../shared/desktop/bridge.ts';
import { PathPolicy } from './host/path-policy.ts';
import { RecentWorkspaces } from './host/recent.ts';
import { APP_ORIGIN, APP_SCHEME } from './shell/app-url.ts';
import { answerBridge } from './shell/bridge.ts';
import { type EngineLink, EngineRefused, superviseEngine } from './shell/engine-link.ts';
import { guardContents, guardSession } from './shell/guards.ts';
import { parseLaunch } from './shell/launch.ts';
import { menuTemplate } from './shell/menu.ts';
import { findPlaces, type Places } from './shell/places.ts';
import { createProxy } from './shell/proxy.ts';
import { windowOptions } from './shell/window-options.ts';

const { isPackaged } = app;

function placesOfThisRun(): Places {
  return findPlaces({ isPackaged, appPath: app.getAppPath(), resourcesPath: process.resourcesPath, platform: process.platform, arch: process.arch });
}

/** The folder that the start names, else the one that was open last, else the one that the user picks; null when there is none. */
async function chooseWorkspace(): Promise<string | null> {
  const named = parseLaunch(process.argv.slice(isPackaged ? 1 : 2), process.cwd()).workspace;
  if (named) return named;
  const [last] = new RecentWorkspaces().list();
  if (last) return last.folder;
  const { filePaths } = await dialog.showOpenDialog({ title: 'Open a workspace', properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0] ?? null;
}

function sendCommand(command: MenuCommand): void {
  BrowserWindow.getFocusedWindow()?.webContents.send(CHANNELS.command, command);
}

async function openWindow(places: Places): Promise<void> {
  const window = new BrowserWindow(windowOptions(places.preload, { isPackaged }));
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadURL(`${APP_ORIGIN}/`);
}

/** Says what is wrong in the system's own dialog: there is no window yet that could. */
function refuse(thrown: unknown): void {
  const { message, action } = thrown instanceof EngineRefused ? thrown : { message: String(thrown), action: 'The log says what happened.' };
  dialog.showErrorBox(message, action);
  app.exit(1);
}

async function startEngine(places: Places, workspace: string, policy: PathPolicy): Promise<EngineLink> {
  const onOpened = (folder: string): void => { policy.grant(folder); };
  const engine = superviseEngine({ places, workspace, onOpened, log: (line) => void process.stderr.write(`${line}\n`) });
  await engine.socket();
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void engine[Symbol.asyncDispose]().then(() => {
      isClosed = true;
      app.quit();
    });
  });
  return engine;
}

async function main(): Promise<void> {
  await app.whenReady();
  guardSession(session.defaultSession, { isPackaged });
  const workspace = await chooseWorkspace();
  if (workspace === null) {
    app.quit();
    return;
  }
  const places = placesOfThisRun();
  const policy = new PathPolicy([workspace]);
  const engine = await startEngine(places, workspace, policy);
  protocol.handle(APP_SCHEME, createProxy(() => engine.socket()));
  answerBridge({ ipcMain, dialog, shell, policy, grant: engine.grant });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(sendCommand, { platform: process.platform, isPackaged })));
  await openWindow(places);
}

// Both must come before Electron is ready, so nothing may be waited for above.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
app.on('web-contents-created', (_event, contents) => {
  guardContents(contents);
});
app.on('window-all-closed', () => {
  app.quit();
});

if (app.requestSingleInstanceLock()) {
  // The arguments of a second start are not looked at: it brings the first one's window to the front.
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  main().catch(refuse);
} else {
  app.quit();
}
