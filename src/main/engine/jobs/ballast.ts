import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Room for the catalog's pages and the log lines that tell the end of a job. */
const BALLAST_BYTES = 512 * 1024;

/**
 * Occupies a little of the disk while a job runs. When the disk becomes full the job lets go of it first, and what is
 * freed lets the catalog say that the job failed, and why. Random bytes, since file systems may compress others away.
 * @returns what gives the room back; harmless when called twice
 */
export function holdSpace(path: string): Disposable {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const file = openSync(path, 'w');
    try {
      writeSync(file, randomBytes(BALLAST_BYTES));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  }
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
}
