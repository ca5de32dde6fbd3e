import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PYTHON = '/usr/bin/python3';

/** Debian packages that carry the peers. */
export const PEER_PACKAGES = ['python3-numpy', 'python3-rasterio', 'python3-sklearn', 'python3-torch', 'gdal-bin'] as const;

/** The system's Python, or null. */
export function systemPython(): string | null {
  return existsSync(PYTHON) ? PYTHON : null;
}

/** True when the system's Python has a module. */
export function hasModule(python: string | null, module: string): boolean {
  return python !== null && spawnSync(python, ['-c', `import ${module}`]).status === 0;
}

/** Installs the peers through apt. @returns what went wrong, or null */
export function installPeers(): string | null {
  const isRoot = process.getuid?.() === 0;
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...PEER_PACKAGES];
  const [program = '', ...args] = isRoot ? command : ['sudo', ...command];
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 2] });
  if (error) return `${program}: ${error.message}`;
  return status === 0 ? null : `${command.join(' ')} ended with status ${status}`;
}
