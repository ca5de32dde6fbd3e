// Makes gdal-async loadable on the pinned Node, and says what it does and why.
// Runs as the project's postinstall, so it uses built-ins only and syntax that Node 20 reads.
//
// Order: already loads -> the user's cache -> a build against the system's GDAL (kept in the cache).
// The published prebuild is not tried: it would be a download at install time that no lock file covers.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const moduleDir = join(root, 'node_modules', 'gdal-async');
const say = (text) => process.stdout.write(`furrow set-up: ${text}\n`);

/** Where the platform package keeps the pinned Node; null where there is no such package. */
function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'bin/node';
  const path = join(root, 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, name);
  const flat = path.replace(`bin${'/'}node`, 'node');
  return [path, flat].find((candidate) => existsSync(candidate)) ?? null;
}

/** True when a fresh process on `node` can open a raster driver list: a load test, not a look at file names. */
function loads(node) {
  const probe = spawnSync(node, ['-e', "process.exit(require('gdal-async').drivers.count() > 10 ? 0 : 1)"], {
    cwd: root,
    stdio: 'ignore',
  });
  return probe.status === 0;
}

function commandOutput(file, args) {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Installs libgdal-dev through apt where apt is there and the user may; returns a sentence for the user when it cannot. */
export function installSystemPackages(packages, why) {
  if (!commandOutput('which', ['apt-get'])) return `install ${packages.join(', ')} with your system's package manager`;
  const asRoot = process.getuid?.() === 0 ? [] : commandOutput('which', ['sudo']) ? ['sudo', '-n'] : null;
  if (asRoot === null) return `as root: apt-get install ${packages.join(' ')}`;
  say(`installing ${packages.join(', ')} through apt (${why})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args) => {
    const [file, ...rest] = [...asRoot, 'apt-get', ...args];
    return spawnSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (run(install) || (run(['update', '-qq']) && run(install))) return null;
  return `apt-get could not install ${packages.join(' ')}: run it by hand and read its message`;
}

function fail(sentence) {
  process.stderr.write(`furrow set-up: ${sentence}\n`);
  process.exit(1);
}

function build(node) {
  if (!commandOutput('gdal-config', ['--version'])) {
    const problem = installSystemPackages(['libgdal-dev', 'g++', 'make', 'python3'], 'GDAL headers, to build gdal-async');
    if (problem) fail(`GDAL is needed and could not be set up. ${problem}, then run the command again.`);
  }
  say(`building gdal-async against GDAL ${commandOutput('gdal-config', ['--version'])} (about two minutes, once per user)`);
  // A user's npmrc may set nodedir, and node-gyp lets the environment win over its arguments: so set the environment.
  const env = {
    ...process.env,
    npm_config_nodedir: dirname(dirname(realpathSync(node))),
    npm_config_shared_gdal: 'true',
    npm_config_build_from_source: 'true',
    PATH: `${dirname(realpathSync(node))}:${process.env.PATH ?? ''}`,
  };
  const tool = join(root, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
  const nested = join(moduleDir, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
  const result = spawnSync(node, [existsSync(nested) ? nested : tool, 'rebuild', '--build-from-source', '--shared_gdal=true', '-j', '2'], {
    cwd: moduleDir,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0 || !loads(node)) {
    process.stderr.write(`${(result.stdout ?? '').slice(-3000)}\n${(result.stderr ?? '').slice(-6000)}\n`);
    fail('gdal-async could not be built; the compiler’s last lines are above. A C++ compiler, make, python3 and libgdal-dev are needed.');
  }
}

function main() {
  // `npm install --package-lock-only` runs this too, with nothing installed.
  if (!existsSync(moduleDir)) return;
  const node = pinnedNode() ?? process.execPath;
  if (loads(node)) return;

  const version = JSON.parse(readFileSync(join(moduleDir, 'package.json'), 'utf8')).version;
  const abi = commandOutput(node, ['-p', 'process.versions.modules']);
  const gdal = commandOutput('gdal-config', ['--version']);
  const target = join(moduleDir, 'lib', 'binding', `node-v${abi}-${process.platform}-${process.arch}`, 'gdal.node');
  const cacheDir = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'furrow');
  const cacheFile = (gdalVersion) =>
    join(cacheDir, `gdal-async-${version}-node-v${abi}-${process.platform}-${process.arch}-gdal${gdalVersion}.node`);

  if (gdal && existsSync(cacheFile(gdal))) {
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(cacheFile(gdal), target);
    if (loads(node)) return say('gdal-async restored from the cache of an earlier build');
    rmSync(target, { force: true });
  }
  build(node);
  const built = commandOutput('gdal-config', ['--version']);
  mkdirSync(cacheDir, { recursive: true });
  const partial = `${cacheFile(built)}.${process.pid}`;
  copyFileSync(target, partial);
  renameSync(partial, cacheFile(built));
  say('gdal-async built and kept in the cache for the next checkout');
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) main();
