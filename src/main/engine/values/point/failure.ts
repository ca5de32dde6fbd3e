import { AppError, appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { isErrorCode } from '../../../../shared/errors/texts.ts';
import type { Failure } from '../../../../shared/contract/values.ts';

/**
 * What was thrown while one of several files was read, as a part of the answer.
 * @throws the same again where it concerns more than that file: a fault of Furrow, a cancel, an unknown CRS
 */
export function failureOf(thrown: unknown): Failure {
  const error = toAppError(thrown);
  if (error.code === 'INTERNAL' || error.code === 'CANCELLED' || error.code === 'CRS_UNKNOWN') throw thrown;
  const { code, message, action, params } = error.toJSON();
  return { code, message, action, params: { ...params } };
}

/** The error that a failure tells. */
export function thrownOf({ code, message, params }: Failure): AppError {
  return isErrorCode(code) ? new AppError(code, params) : appError('INTERNAL', { detail: message });
}
