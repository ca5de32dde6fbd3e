import type { AppError} from '../../../shared/errors/app-error.ts';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';

/** A failure of writing `path` as a typed error: DISK_FULL where GDAL or the system says so, else WRITE_FAILED. */
export function rasterWriteError(path: string, cause: unknown): AppError {
  const typed = toAppError(cause, path);
  if (typed.code !== 'INTERNAL') return typed;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (/No space left|disk full|not enough.*space|Free disk space available/i.test(detail)) return appError('DISK_FULL', { file: path }, { cause });
  return appError('WRITE_FAILED', { file: path, detail }, { cause });
}
