import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { writeFileAtomic } from '../../workspace/atomic.ts';
import type { GrownPart } from './grow.ts';

/** Writes some trees to a scratch file of the run. Only the Furrow that wrote it reads it again. */
export async function writePart(path: string, part: GrownPart): Promise<void> {
  await writeFileAtomic(path, serialize(part));
}

/** Reads what {@link writePart} wrote. @throws AppError FILE_NOT_FOUND */
export async function readPart(path: string): Promise<GrownPart> {
  try {
    return deserialize(await readFile(path)) as GrownPart;
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}
