import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import type { FileDigest } from '../../../shared/job/job.ts';
import type { RunOptions, WorkerPool } from '../pool/rpc.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { digestTask } from './digest.rpc.ts';

/** An input as it was when the run read it. */
export interface InputDigest extends FileDigest {
  readonly modifiedMs: number;
}

export interface DigestOptions extends RunOptions {
  /** `read`: every byte again; `known`: trust a checksum made earlier in this process for the same size and time. */
  readonly trust: 'read' | 'known';
}

/** Makes checksums of files by the workers and remembers them by path, size and time of change. */
export class Digester {
  readonly #workspace: Workspace;
  readonly #pool: WorkerPool;
  readonly #known = new Map<string, InputDigest>();

  constructor(workspace: Workspace, pool: WorkerPool) {
    this.#workspace = workspace;
    this.#pool = pool;
  }

  /**
   * Checksums of stored paths, in their order.
   * @throws FILE_NOT_FOUND, FILE_NOT_ALLOWED
   */
  async digest(paths: readonly string[], options: DigestOptions): Promise<InputDigest[]> {
    const made: InputDigest[] = new Array<InputDigest>(paths.length);
    let next = 0;
    let finished = 0;
    const lane = async () => {
      for (let index = next++; index < paths.length; index = next++) {
        made[index] = await this.#one(paths[index] ?? '', options);
        finished += 1;
        options.onProgress?.(finished / paths.length);
      }
    };
    await Promise.all(Array.from({ length: this.#pool.size }, lane));
    return made;
  }

  async #one(path: string, options: DigestOptions): Promise<InputDigest> {
    const absolute = this.#workspace.absolute(path);
    const now = fileState(absolute);
    const known = this.#known.get(path);
    if (options.trust === 'known' && known && known.bytes === now.bytes && known.modifiedMs === now.modifiedMs) return known;
    const found = await this.#pool.run(digestTask, { path: absolute }, options.signal ? { signal: options.signal } : {});
    const digest = { path, ...found };
    this.#known.set(path, digest);
    return digest;
  }
}

/** Size and time of last change of a file. @throws FILE_NOT_FOUND */
export function fileState(absolute: string): { readonly bytes: number; readonly modifiedMs: number } {
  const state = statSync(absolute, { throwIfNoEntry: false });
  if (!state) throw appError('FILE_NOT_FOUND', { file: absolute });
  return { bytes: state.size, modifiedMs: state.mtimeMs };
}

/** `/vsizip/{archive}/inner`, as {@link Workspace} writes it. */
const ARCHIVED = /^\/vsizip\/\{(.+?)\}/;

/**
 * The files behind the inputs of a plan, each once and sorted: an archive for what lies in it, all files below a folder.
 * @throws FILE_NOT_FOUND
 */
export async function filesBehind(workspace: Workspace, inputs: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const input of new Set(inputs.map((path) => ARCHIVED.exec(path)?.[1] ?? path))) {
    const absolute = workspace.absolute(input);
    if (!existsSync(absolute)) throw appError('FILE_NOT_FOUND', { file: absolute });
    if (!statSync(absolute).isDirectory()) {
      files.add(input);
      continue;
    }
    for (const entry of await readdir(absolute, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.add(workspace.stored(join(entry.parentPath, entry.name)));
    }
  }
  return [...files].sort();
}
