import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';

interface SqliteStyleError {
  readonly code?: string;
  readonly message: string;
}

/**
 * Turns what SQLite or the file system threw at the catalog of `folder` into an {@link AppError}:
 * CATALOG_DAMAGED, WORKSPACE_READ_ONLY, DISK_FULL, else what {@link toAppError} makes of it.
 * Codes are SQLite's extended result codes (https://sqlite.org/rescode.html), of which the first two words count.
 */
export function catalogError(thrown: unknown, folder: string): AppError {
  const { code = '', message } = thrown as SqliteStyleError;
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return appError('CATALOG_DAMAGED', { folder, detail: message }, { cause: thrown });
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return appError('WORKSPACE_READ_ONLY', { folder }, { cause: thrown });
  if (code === 'SQLITE_FULL') return appError('DISK_FULL', { file: folder }, { cause: thrown });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return appError('WORKSPACE_READ_ONLY', { folder }, { cause: thrown });
  return toAppError(thrown, folder);
}
