import { open } from 'node:fs/promises';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';

/**
 * Looks whether a path can be a PyTorch checkpoint, by its kind and its first bytes: cheap, before anything is read or hashed.
 * @param path absolute
 * @returns its size in bytes
 * @throws AppError CHECKPOINT_DAMAGED for a folder and for what is no zip archive, with what it is where that can be told; FILE_NOT_FOUND, FILE_NOT_ALLOWED
 */
export async function requireCheckpointFile(path: string): Promise<number> {
  const damaged = (detail: string): Error => appError('CHECKPOINT_DAMAGED', { file: path, detail });
  try {
    await using file = await open(path, 'r');
    const stat = await file.stat();
    if (stat.isDirectory()) throw damaged('it is a folder; choose the file of weights in it');
    if (!stat.isFile()) throw damaged('it is no file');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead === 4 && buffer.toString('latin1') === 'PK\x03\x04') return stat.size;
    throw damaged(buffer[0] === 0x80 ? 'it is a bare pickle, as PyTorch wrote before version 1.6' : 'it is no zip archive');
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}
