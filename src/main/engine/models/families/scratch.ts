import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { writeFileAtomic } from '../../workspace/atomic.ts';

/** Writes plain data (numbers, typed arrays, objects) to a scratch file of the run. Only the Furrow that wrote it reads it again. */
export async function writeScratch(path: string, data: unknown): Promise<void> {
  await writeFileAtomic(path, serialize(data));
}

/** Reads what {@link writeScratch} wrote; the caller knows what that was. @throws AppError FILE_NOT_FOUND */
export async function readScratch(path: string): Promise<unknown> {
  try {
    return deserialize(await readFile(path)) as unknown;
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}
