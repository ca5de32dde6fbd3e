import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, isAbsolute, basename, join } from 'node:path';
import { appError } from '../../shared/errors/app-error.ts';

/**
 * Which files this Furrow may touch: those inside the roots given at its start and the paths granted since by a native
 * picker or a drop. Links are followed before the test, so a link inside a root cannot lead out of it.
 */
export class PathPolicy {
  readonly #granted = new Set<string>();

  constructor(roots: readonly string[]) {
    for (const root of roots) this.grant(root);
  }

  /** The folders and files that are open. */
  get roots(): readonly string[] {
    return [...this.#granted];
  }

  /** Opens a path that the user picked, and all that lies in it. */
  grant(path: string): void {
    this.#granted.add(realPath(path));
  }

  /** @throws PATH_NOT_GRANTED */
  check(path: string): void {
    if (path.includes('\0')) throw appError('PATH_NOT_GRANTED', { file: path.replaceAll('\0', '�') });
    const real = realPath(path);
    if (![...this.#granted].some((root) => isInside(root, real))) throw appError('PATH_NOT_GRANTED', { file: path });
  }
}

/** True when `path` is `folder` or lies in it; both resolved. */
export function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (!inside.startsWith('..') && !isAbsolute(inside));
}

/** The real path; for what does not exist yet, that of the nearest folder that does, with the rest appended. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    // It will be made: what counts is where its folder really lies.
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
  }
}
