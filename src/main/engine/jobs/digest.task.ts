import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { toAppError } from '../../../shared/errors/app-error.ts';
import { implementTask } from '../pool/rpc.ts';
import { digestTask } from './digest.rpc.ts';

const BUFFER_BYTES = 4 << 20;

/** Reads whole files for their checksums; in a worker, so that the engine answers meanwhile and reading may block. */
export const digest = implementTask(digestTask, async ({ paths }, context) => {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const files = paths.map((path, i) => {
    context.signal.throwIfAborted();
    context.progress(i / paths.length);
    return digestOf(path, buffer);
  });
  await Promise.resolve();
  return { files };
});

function digestOf(path: string, buffer: Buffer): { bytes: number; sha256: string; modifiedMs: number } {
  try {
    const file = openSync(path, 'r');
    try {
      const { size, mtimeMs } = fstatSync(file);
      const hash = createHash('sha256');
      for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) hash.update(buffer.subarray(0, count));
      return { bytes: size, sha256: hash.digest('hex'), modifiedMs: mtimeMs };
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}
