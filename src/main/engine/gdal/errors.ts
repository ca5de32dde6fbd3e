import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import { finalPath } from '../workspace/atomic.ts';
import { freeBytes } from './space.ts';

/** Below this, a write that GDAL gives no reason for failed for want of space. */
const NO_SPACE_BYTES = 8 * 1024 * 1024;

/**
 * A failure of writing `path` (under its own or its temporary name) as a typed error: DISK_FULL where GDAL or the system
 * says so, or where GDAL says nothing of use and there is no space left; else WRITE_FAILED.
 */
export function rasterWriteError(path: string, cause: unknown): AppError {
  const file = finalPath(path);
  const typed = toAppError(cause, file);
  if (typed.code !== 'INTERNAL') return typed;
  const detail = cause instanceof Error ? cause.message : String(cause);
  const isFull = /No space left|disk (is )?full|not enough.*space|Free disk space available/i.test(detail) || freeBytes(file) < NO_SPACE_BYTES;
  return isFull ? appError('DISK_FULL', { file }, { cause }) : appError('WRITE_FAILED', { file, detail }, { cause });
}
