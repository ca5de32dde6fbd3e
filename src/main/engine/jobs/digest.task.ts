import { stat } from 'node:fs/promises';
import { toAppError } from '../../../shared/errors/app-error.ts';
import { implementTask } from '../pool/rpc.ts';
import { sha256File } from '../workspace/atomic.ts';
import { digestTask } from './digest.rpc.ts';

/** Reads a whole file for its checksum; in a worker, so that the engine answers meanwhile. */
export const digest = implementTask(digestTask, async ({ path }) => {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, sha256: await sha256File(path), modifiedMs: mtimeMs };
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
});
