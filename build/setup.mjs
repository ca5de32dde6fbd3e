// Makes a fresh checkout ready, and says what it does and why. Begins `npm test`, `npm run demo`, `npm start`.
// Built-ins only and syntax that Node 20 reads. Asks for nothing; instant when there is nothing to do.
//
//   node build/setup.mjs                 what Furrow needs to run
//   node build/setup.mjs --for test      also the browser that the tests drive
//   node build/setup.mjs --for desktop   also the Electron binary, which its package fetches from GitHub
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronBinary, findChromium, installSystemPackages, pinnedNode, root, say } from './machine.mjs';
import { ensureGdal, loadGdal } from './native.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.furrow-lock');

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Absent or damaged: both mean that the work it stands for has to be done again.
    return null;
  }
}

function lockHash() {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/** True when the stamp is of this lock file and the files it vouches for are still there. No process is started for it. */
function isReady(stamp, hash) {
  return stamp !== null && stamp.lock === hash && stamp.files.every((file) => existsSync(file)) && pinnedNode() !== null;
}

/** What differs between the lock file and npm's own record of what it installed; null when nothing does. */
function findDifference() {
  const installed = readJson(join(modules, '.package-lock.json'));
  if (!installed) return 'nothing is installed yet';
  const wanted = readJson(join(root, 'package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or is not JSON; take it from the repository again');
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '') continue;
    const present = installed.packages[path];
    const mayBeAbsent = entry.optional === true || entry.devOptional === true;
    if (!present && !mayBeAbsent) return `${path} is missing`;
    if (present && (present.version !== entry.version || present.integrity !== entry.integrity)) return `${path} should be ${entry.version}`;
  }
  return pinnedNode() === null ? 'the pinned Node is missing' : null;
}

/** Runs npm with the Node that started it, never with the one in node_modules, which `npm ci` is about to replace. */
function runNpm(args) {
  const env = { ...process.env };
  env.PATH = (env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(`${sep}node_modules${sep}.bin`)).join(delimiter);
  const stdio = ['ignore', 2, 2];
  const cli = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  if (cli && node && cli.endsWith('.js') && existsSync(cli) && !node.startsWith(modules)) {
    return spawnSync(node, [cli, ...args], { cwd: root, env, stdio });
  }
  return spawnSync('npm', args, { cwd: root, env, stdio, shell: process.platform === 'win32' });
}

function installPackages(reason) {
  say(`installing the packages of package-lock.json with npm ci, because ${reason} (half a minute; some minutes more where GDAL must be built)`);
  const started = Date.now();
  // EBADENGINE comes from npm itself running on a Node 20 while the packages run on the pinned 24: not worth a warning.
  const result = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.error?.code === 'ENOENT') throw new Error('npm is not on the PATH; install Node 20 or newer with npm');
  if (result.status !== 0) throw new Error('npm ci failed; its message is above. It needs the npm registry once; run the command again when it can be reached');
  say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Links the project's own command where npm and npx look for one, as npm does for every other package's. */
function linkCommand() {
  const link = join(modules, '.bin', 'furrow');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'build', 'furrow.mjs'), link);
}

function writeStamp(stamp) {
  const partial = `${stampFile}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(stamp));
  renameSync(partial, stampFile);
}

function ensureBrowser() {
  if (findChromium()) return;
  const problem = process.platform === 'linux' ? installSystemPackages(['chromium'], 'the browser tests drive it') : 'Install Chromium or Chrome';
  if (findChromium()) return say('Chromium installed');
  say(`there is no Chromium, so the browser tests will be skipped. ${problem ?? 'Put chromium on the PATH, or name it in FURROW_CHROMIUM'}.`);
}

/**
 * Lets Electron's package fetch its binary, checked against the package's own checksums. Tried once for each version:
 * where it cannot be had, `npm start` opens a browser window instead, and must not wait for the network each time.
 */
function ensureElectron() {
  const version = readJson(join(modules, 'electron', 'package.json'))?.version;
  const tried = join(modules, '.furrow-electron');
  if (!version || electronBinary() || (existsSync(tried) && readFileSync(tried, 'utf8') === version)) return;
  say(`fetching the Electron ${version} binary for the desktop window (about 120 MB, once)`);
  const result = spawnSync(pinnedNode(), [join(modules, 'electron', 'install.js')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 10 * 60_000 });
  if (electronBinary()) return;
  writeFileSync(tried, version);
  const reason = /\w*Error: [^\n]+/.exec(result.stderr ?? '')?.[0] ?? result.error?.message ?? `exit status ${result.status}`;
  say(`there is no Electron binary (${reason}). To try again: rm ${tried} && npm start. With a mirror, set ELECTRON_MIRROR.`);
}

/**
 * Makes the checkout ready.
 * @param {{browser?: boolean, desktop?: boolean}} needs `browser` for the tests, `desktop` for the window
 * @throws Error with a sentence that says what could not be had and what to do
 */
export function setUp(needs = {}) {
  const hash = lockHash();
  if (!isReady(readJson(stampFile), hash)) {
    const difference = findDifference();
    if (difference) installPackages(difference);
    ensureGdal();
    const node = pinnedNode();
    if (!node) throw new Error(`there is no Node 24 package for ${process.platform} ${process.arch}; Furrow runs on linux x64 and arm64 and on windows x64`);
    writeStamp({ lock: hash, files: loadGdal(node) ?? [] });
    say('ready');
  }
  linkCommand();
  if (needs.browser) ensureBrowser();
  if (needs.desktop) ensureElectron();
}

/** As {@link setUp} for a script: a failure is one sentence on standard error and exit status 1. */
export function setUpOrExit(needs) {
  try {
    setUp(needs);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const purpose = process.argv.includes('--for') ? process.argv[process.argv.indexOf('--for') + 1] : '';
  setUpOrExit({ browser: purpose === 'test', desktop: purpose === 'desktop' });
}
