// `npm start [-- WORKSPACE]`: opens Furrow in its window.
// With an Electron binary that is the desktop application. Without one, it says so in one line, starts the browser host
// and opens it in a window of its own (`chromium --app=`) where there are a display and a Chromium, else prints the address.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder, electronBinary, findChromium, pinnedNode, root } from './machine.mjs';

const tell = (text) => process.stdout.write(`${text}\n`);
const node = pinnedNode() ?? process.execPath;
/** npm runs scripts in the checkout; a relative path means the folder in which the user typed. */
const typedIn = process.env.INIT_CWD ?? process.cwd();

/** The folder to open: the one given, else that of `npm run demo`, else a new one beside it. */
function chooseWorkspace(given) {
  if (given) return resolve(typedIn, given);
  const demo = join(root, 'furrow-demo');
  if (existsSync(join(demo, 'furrow.sqlite'))) {
    tell('Opening the workspace of the demo. Your own: npm start -- DIR');
    return demo;
  }
  const fresh = join(root, 'furrow-workspace');
  tell(`Opening ${fresh}. Your own: npm start -- DIR; one with data in it: npm run demo, then npm start`);
  return fresh;
}

function ensureWorkspace(folder) {
  if (existsSync(join(folder, 'furrow.sqlite'))) return;
  const made = spawnSync(node, [join(root, 'src/main/cli.ts'), 'init', '--workspace', folder], { stdio: ['ignore', 2, 2] });
  if (made.status !== 0) process.exit(made.status ?? 1);
}

/** Latest time of change below a folder, in ms; 0 where there is none. */
function newest(folder) {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0);
}

/** Builds shell and window when their sources are newer than what was built. */
function ensureBuild() {
  if (!existsSync(join(root, 'src/renderer/index.html'))) return;
  const built = join(root, 'out', 'main', 'index.js');
  const sources = Math.max(...['src/shared', 'src/main', 'src/preload', 'src/renderer'].map((folder) => newest(join(root, folder))));
  if (existsSync(built) && statSync(built).mtimeMs >= sources) return;
  tell('Building the window');
  const result = spawnSync(node, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout}${result.stderr}\n`);
  process.exit(result.status ?? 1);
}

/** Passes the ends of this process on to `child`, and its end to this process. */
function follow(child) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (status) => {
    process.exitCode = status ?? 0;
  });
}

function startDesktop(binary, workspace) {
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  follow(spawn(binary, [root, '--workspace', workspace], { cwd: root, env, stdio: 'inherit' }));
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** A page that leads to the address: the token in it must not stand in a command line, which every user can list. */
function launchPage(url) {
  const folder = mkdtempSync(join(tmpdir(), 'furrow-'));
  const page = join(folder, 'furrow.html');
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><title>Furrow</title><meta http-equiv="refresh" content="0;url=${url}">\n`, { mode: 0o600 });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return pathToFileURL(page).href;
}

/** Opens the address in a window without tabs, with a profile of its own; closing the window ends the host. */
function openWindow(browser, url, host) {
  const profile = join(cacheFolder(), 'window');
  // Chromium refuses to run as root with its sandbox; the page is our own, from this machine.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const window = spawn(browser, [`--app=${launchPage(url)}`, `--user-data-dir=${profile}`, ...quiet, ...asRoot], { stdio: 'ignore' });
  window.on('error', (error) => tell(`${browser} could not be started (${error.message}). Open the address above in any browser.`));
  window.on('exit', () => host.kill('SIGTERM'));
}

function startBrowserHost(workspace) {
  const host = spawn(node, [join(root, 'src/main/serve.ts'), '--workspace', workspace, '--root', typedIn], { stdio: ['ignore', 'pipe', 'inherit'] });
  follow(host);
  createInterface({ input: host.stdout }).on('line', (line) => {
    tell(line);
    const url = /https?:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0];
    if (!url) return;
    const browser = findChromium();
    if (browser && hasDisplay()) openWindow(browser, url, host);
    else tell(`Open this address in a browser on this machine (${browser ? 'there is no display here' : 'no Chromium was found'}). Ctrl+C ends.`);
  });
}

const { values, positionals } = parseArgs({ options: { workspace: { type: 'string', short: 'w' } }, allowPositionals: true });
const workspace = chooseWorkspace(values.workspace ?? positionals[0]);
ensureWorkspace(workspace);
ensureBuild();
const electron = electronBinary();
if (electron) {
  startDesktop(electron, workspace);
} else {
  tell('There is no Electron binary here, so Furrow opens in a browser window instead of its own.');
  startBrowserHost(workspace);
}
