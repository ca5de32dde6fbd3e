import { lstatSync, mkdirSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';

/** `/vsizip/{archive}/inner`: GDAL's braces keep an archive whose name has no `.zip` readable. */
const ARCHIVED = /^\/vsizip\/\{(.+?)\}(.*)$/;

/**
 * The folder of a workspace and the two forms of a path: the stored one (workspace-relative with forward slashes where
 * the file lies inside, absolute otherwise, `/vsi…` unchanged) and the absolute one that a worker opens.
 */
export class Workspace {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** The stored form of an absolute path. */
  stored(path: string): string {
    const archived = ARCHIVED.exec(path);
    if (archived) return `/vsizip/{${this.#relative(archived[1] ?? '')}}${archived[2]}`;
    return this.#relative(path);
  }

  /** The absolute path that GDAL or the file system opens, from a stored one. */
  absolute(stored: string): string {
    const archived = ARCHIVED.exec(stored);
    if (archived) return `/vsizip/{${resolve(this.folder, archived[1] ?? '')}}${archived[2]}`;
    if (stored.startsWith('/vsi')) throw appError('NETWORK_PATH', { file: stored });
    return isAbsolute(stored) ? stored : resolve(this.folder, stored);
  }

  /**
   * The absolute path of a workspace-relative one that Furrow writes to. A folder of the workspace, such as `composites`, may
   * be a link to another disk; links below it are not followed.
   * @throws OUTPUT_OUTSIDE where the path, or a link on the way to it, leads out of the workspace
   */
  inside(stored: string): string {
    const path = resolve(this.folder, stored);
    const way = relative(this.folder, path);
    const names = way.split(sep);
    const isOutside = way === '' || names[0] === '..' || isAbsolute(way) || isAbsolute(stored);
    if (isOutside || names.some((_, i) => i > 0 && isLink(join(this.folder, ...names.slice(0, i + 1))))) throw appError('OUTPUT_OUTSIDE', { file: path });
    return path;
  }

  /** As {@link inside}; makes the folder that holds it. @throws OUTPUT_OUTSIDE */
  place(stored: string): string {
    const path = this.inside(stored);
    mkdirSync(join(path, '..'), { recursive: true });
    return path;
  }

  #relative(path: string): string {
    const inside = relative(this.folder, resolve(path));
    return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? resolve(path) : inside.split(sep).join('/');
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
