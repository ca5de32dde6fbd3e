// What the set-up scripts know about this machine: the pinned Node, apt, the user's cache.
// Built-ins only and syntax that Node 20 reads, because these scripts run before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Tells the user something. To standard error: standard output belongs to the command that follows (`--json`). */
export function say(text) {
  process.stderr.write(`furrow set-up: ${text}\n`);
}

/** Where the platform's npm package keeps the pinned Node; null where it is not installed. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(root, 'node_modules', `node-${platform}-${process.arch}`);
  const names = process.platform === 'win32' ? ['bin/node.exe', 'node.exe'] : ['bin/node'];
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Folder for what is built once per user. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'furrow');
}

/** Trimmed standard output of a program, or '' where it is missing or fails. */
export function outputOf(file, args) {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** The first of `names` that stands on PATH, as an absolute path; null when none does. Starts no process. */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  for (const name of names) {
    if (name.includes('/') || name.includes('\\')) {
      if (existsSync(name)) return name;
      continue;
    }
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  return null;
}

/** A Chromium-family browser for the tests and for the window of `npm start`; null when there is none. */
export function findChromium() {
  return findProgram([
    ...(process.env.FURROW_CHROMIUM ? [process.env.FURROW_CHROMIUM] : []),
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
}

/** The Electron binary, where there is one: the npm package alone comes without. */
export function electronBinary() {
  const home = join(root, 'node_modules', 'electron');
  const named = join(home, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : process.platform === 'win32' ? 'electron.exe' : 'electron';
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(home, 'dist'), name);
  return existsSync(path) ? path : null;
}

/**
 * Installs system packages through apt, where apt is there and the user may.
 * @returns null when they are installed, else one sentence for the user that says what to do
 */
export function installSystemPackages(packages, why) {
  const list = packages.join(' ');
  if (!findProgram(['apt-get'])) return `Install ${packages.join(', ')} with your system's package manager`;
  const asRoot = process.getuid?.() === 0 ? [] : findProgram(['sudo']) ? ['sudo', '-n'] : null;
  if (asRoot === null) return `Run as root: apt-get install ${list}`;
  say(`installing ${packages.join(', ')} through apt (${why})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args) => {
    const [file, ...rest] = [...asRoot, 'apt-get', ...args];
    return spawnSync(file, rest, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env });
  };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (apt(install).status === 0) return null;
  const update = apt(['update', '-qq']);
  const last = apt(install);
  if (last.status === 0) return null;
  process.stderr.write(`${update.stderr ?? ''}${last.stderr ?? ''}`);
  return asRoot.length > 0
    ? `Run: sudo apt-get install ${list} (sudo could not do it without asking; its message is above)`
    : `Run: apt-get install ${list} (it failed; its message is above)`;
}
