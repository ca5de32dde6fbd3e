// Writes NOTICE: who made what ships with Furrow, and under which licence, from package-lock.json.
//
//   node build/notices.mjs           writes it
//   node build/notices.mjs --check   exit status 1 when it is out of date
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './machine.mjs';

/** Packages whose code ends up in the built window: those that its sources import. */
function windowPackages() {
  const folder = join(root, 'src', 'renderer');
  if (!existsSync(folder)) return [];
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:tsx?|css)$/.test(name));
  const specifiers = sources.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:from|import|@import)\s*\(?\s*['"]([^'".][^'"]*)['"]/g)]);
  return specifiers.map(([, specifier]) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
}

/** Shipped beside the packages, or inside one of them with terms of its own. */
const BESIDE = `GDAL, PROJ, GEOS and their drivers   MIT, X/MIT, LGPL-2.1 and others   loaded from the system's libgdal, not part of this repository
ONNX Runtime                         MIT                               in onnxruntime-node, with its ThirdPartyNotices.txt
SQLite                               public domain                     in better-sqlite3
Class schemes                        MIT, CC-BY-SA-4.0 and others      in resources/schemes, see NOTICE.md there
Node.js with V8, OpenSSL, ICU        MIT and others                    in node-<platform>-<arch>, see its LICENSE
Electron with Chromium               MIT, BSD-3-Clause and others      where its binary is installed, see LICENSES.chromium.html beside it`;

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Lock entries of `names` and of all they depend on. Packages that are nested twice count once: the list is by name. */
function closureOf(packages, names) {
  const found = new Set();
  const queue = names.map((name) => `node_modules/${name}`);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path) || !packages[path]) continue;
    found.add(path);
    for (const name of Object.keys(packages[path].dependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      queue.push(packages[nested] ? nested : `node_modules/${name}`);
    }
  }
  return found;
}

function licenceOf(path, entry) {
  if (typeof entry.license === 'string') return entry.license;
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  if (typeof manifest.license !== 'string') throw new Error(`${path} states no licence; look at it and decide whether it may ship`);
  return manifest.license;
}

function table(packages, paths) {
  const rows = new Map();
  for (const path of paths) rows.set(`${nameOf(path)}\0${licenceOf(path, packages[path])}`, [nameOf(path), licenceOf(path, packages[path])]);
  const sorted = [...rows.values()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(([name, licence]) => `${name.padEnd(36)} ${licence}`).join('\n');
}

/** The text of NOTICE for the lock file of this checkout. */
export function notice() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const engine = Object.keys(packages).filter((path) => path !== '' && packages[path].dev !== true);
  return `Furrow
Copyright 2026 the Furrow authors

Licensed under the Apache License, Version 2.0; see LICENSE.

What follows is made by others and keeps its own licence, whose text stands in the package.
Versions are in package-lock.json. This file is written by build/notices.mjs.

Packages that the engine, its workers and the command line are installed with
------------------------------------------------------------------------------
${table(packages, engine)}

Packages that are built into the window
------------------------------------------------------------------------------
${table(packages, closureOf(packages, windowPackages()))}

Beside them
------------------------------------------------------------------------------
${BESIDE}
`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const file = join(root, 'NOTICE');
  if (!process.argv.includes('--check')) {
    writeFileSync(file, notice());
  } else if (readFileSync(file, 'utf8') !== notice()) {
    process.stderr.write('NOTICE is out of date; run: node build/notices.mjs\n');
    process.exit(1);
  }
}
