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
    const batches = batched(paths.map((path) => ({ path, absolute: this.#workspace.absolute(path) })).filter((file) => !this.#isKnown(file, options)));
    let next = 0;
    let finished = 0;
    const lane = async (): Promise<void> => {
      for (let batch = batches[next++]; batch; batch = batches[next++]) {
        await this.#read(batch, options);
        finished += 1;
        options.onProgress?.(finished / batches.length);
      }
    };
    await Promise.all(Array.from({ length: this.#pool.size }, lane));
    return paths.map((path) => this.#known.get(path)).filter((digest) => digest !== undefined);
  }

  #isKnown({ path, absolute }: File, { trust }: DigestOptions): boolean {
    const now = fileState(absolute);
    const known = this.#known.get(path);
    return trust === 'known' && known !== undefined && known.bytes === now.bytes && known.modifiedMs === now.modifiedMs;
  }

  async #read(batch: readonly File[], { signal }: DigestOptions): Promise<void> {
    const { files } = await this.#pool.run(digestTask, { paths: batch.map(({ absolute }) => absolute) }, signal ? { signal } : {});
    for (const [i, { path }] of batch.entries()) {
      const found = files[i];
      if (found) this.#known.set(path, { path, ...found });
    }
  }
}

interface File {
  readonly path: string;
  readonly absolute: string;
}

/** A worker takes this many bytes or files at a time: enough that messages do not count, little enough to share. */
const BATCH_BYTES = 64e6;
const BATCH_FILES = 64;

function batched(files: readonly File[]): File[][] {
  const batches: File[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    const size = fileState(file.absolute).bytes;
    const last = batches.at(-1);
    if (last && bytes + size <= BATCH_BYTES && last.length < BATCH_FILES) {
      last.push(file);
      bytes += size;
    } else {
      batches.push([file]);
      bytes = size;
    }
  }
  return batches;
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
