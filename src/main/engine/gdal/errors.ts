import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import { finalPath } from '../workspace/atomic.ts';

/** A failure of writing `path` (under its own or its temporary name) as a typed error: DISK_FULL where GDAL or the system says so, else WRITE_FAILED. */
export function rasterWriteError(path: string, cause: unknown): AppError {
  const file = finalPath(path);
  const typed = toAppError(cause, file);
  if (typed.code !== 'INTERNAL') return typed;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (/No space left|disk (is )?full|not enough.*space|Free disk space available/i.test(detail)) return appError('DISK_FULL', { file }, { cause });
  return appError('WRITE_FAILED', { file, detail }, { cause });
}
