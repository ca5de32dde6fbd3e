// Makes gdal-async loadable on the pinned Node, and says what it does and why.
// Runs as the project's postinstall, so it uses built-ins only and syntax that Node 20 reads.
//
// Order: already loads -> the user's cache -> a build against the system's GDAL (kept in the cache).
// The published prebuild is not tried: it would be a download at install time that no lock file covers.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, installSystemPackages, outputOf, pinnedNode, root, say } from './machine.mjs';

const moduleDir = join(root, 'node_modules', 'gdal-async');
const BUILD_PACKAGES = ['libgdal-dev', 'g++', 'make', 'python3'];

/**
 * Loads gdal-async in a fresh process on `node`: a load test, not a look at file names.
 * @returns null when it does not load, else the files whose presence stands for it from now on:
 *          the addon and, where it is a shared build, the system's libgdal
 */
export function loadGdal(node) {
  const program = `
    const drivers = require('gdal-async').drivers.count();
    const maps = process.platform === 'linux' ? require('fs').readFileSync('/proc/self/maps', 'utf8') : '';
    const files = [...new Set(maps.match(/\\/\\S*(?:\\/gdal\\.node|libgdal\\.so[^\\s]*)/g) ?? [])];
    process.stdout.write(JSON.stringify({ drivers, files }));`;
  const probe = spawnSync(node, ['-e', program], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (probe.status !== 0) return null;
  const { drivers, files } = JSON.parse(probe.stdout);
  return drivers > 10 ? files : null;
}

function fail(sentence) {
  say(sentence);
  process.exit(1);
}

/** node-gyp's own environment. A user's npmrc may set nodedir, and the environment wins over arguments: so it is set here. */
function buildEnvironment(node) {
  const home = dirname(dirname(realpathSync(node)));
  return {
    ...process.env,
    npm_config_nodedir: home,
    npm_config_shared_gdal: 'true',
    npm_config_build_from_source: 'true',
    PATH: `${dirname(realpathSync(node))}:${process.env.PATH ?? ''}`,
  };
}

function build(node) {
  const missing = ['gdal-config', 'g++', 'make', 'python3'].filter((name) => !outputOf(name, ['--version']));
  if (missing.length > 0) {
    const problem = installSystemPackages(BUILD_PACKAGES, `to build gdal-async: no ${missing.join(', ')} here`);
    if (problem) fail(`GDAL could not be set up. ${problem}; then run the command again.`);
  }
  say(`building gdal-async against the system's GDAL ${outputOf('gdal-config', ['--version'])} (two to four minutes, once per user)`);
  const tool = ['node_modules/@mapbox/node-pre-gyp/bin/node-pre-gyp', '../@mapbox/node-pre-gyp/bin/node-pre-gyp']
    .map((path) => join(moduleDir, path))
    .find((path) => existsSync(path));
  const result = spawnSync(node, [tool ?? 'node-pre-gyp', 'rebuild', '--build-from-source', '--shared_gdal=true', '-j', '2'], {
    cwd: moduleDir,
    env: buildEnvironment(node),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status === 0 && loadGdal(node)) return;
  process.stderr.write(`${(result.stdout ?? '').slice(-3000)}\n${(result.stderr ?? '').slice(-6000)}\n`);
  fail(`gdal-async could not be built; the compiler's last lines are above. It needs ${BUILD_PACKAGES.join(', ')}.`);
}

function restore(node, from, to) {
  if (!existsSync(from)) return false;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  if (loadGdal(node)) return true;
  rmSync(to, { force: true });
  return false;
}

function keep(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  const partial = `${to}.${process.pid}`;
  copyFileSync(from, partial);
  renameSync(partial, to);
}

/** Makes gdal-async load on the pinned Node, or ends the process with a sentence that says what is missing. */
export function ensureGdal() {
  // `npm install --package-lock-only` runs the postinstall too, with nothing installed.
  if (!existsSync(moduleDir)) return;
  const node = pinnedNode() ?? process.execPath;
  if (loadGdal(node)) return;

  const version = JSON.parse(readFileSync(join(moduleDir, 'package.json'), 'utf8')).version;
  const platform = `node-v${outputOf(node, ['-p', 'process.versions.modules'])}-${process.platform}-${process.arch}`;
  const target = join(moduleDir, 'lib', 'binding', platform, 'gdal.node');
  const cached = () => join(cacheFolder(), `gdal-async-${version}-${platform}-gdal${outputOf('gdal-config', ['--version'])}.node`);

  if (outputOf('gdal-config', ['--version']) && restore(node, cached(), target)) {
    say('gdal-async restored from the cache of an earlier build');
    return;
  }
  build(node);
  keep(target, cached());
  say(`gdal-async built, and kept in ${cacheFolder()} for the next checkout`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) ensureGdal();
