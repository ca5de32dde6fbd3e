/**
 * The one error type that crosses a boundary (worker → engine → API → window or command line).
 *
 * Every expected failure is an {@link AppError} with a code of the closed union {@link ErrorCode}: its message says
 * what is wrong with which file or field, its action says what to do. Anything else that is thrown is a programming
 * error and becomes `INTERNAL` at the boundary, with its stack in the log only.
 */
import { type MessageParam, writtenParams } from '../messages/message.ts';
import { recordName } from '../records/record-name.ts';
import { ERROR_TEXTS, type ErrorCode, type ErrorParams } from './texts.ts';

export type { ErrorCode, ErrorParams } from './texts.ts';

/** The JSON form of an error, as the API and `--json` give it. */
export interface ErrorDocument {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
  readonly params: Readonly<Record<string, MessageParam>>;
}

type ParamsArgument<C extends ErrorCode> = keyof ErrorParams<C> extends never
  ? [params?: Record<never, never>, options?: ErrorOptions]
  : [params: ErrorParams<C>, options?: ErrorOptions];

/** An expected failure. Create it with {@link appError}, which checks the parameters of the code. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, MessageParam>>;

  constructor(code: ErrorCode, params: Readonly<Record<string, MessageParam>>, options?: ErrorOptions) {
    super(fill(ERROR_TEXTS[code].message, params), options);
    this.code = code;
    this.params = params;
  }

  /** What the user can do about it, one sentence. */
  get action(): string {
    return fill(ERROR_TEXTS[this.code].action, this.params);
  }

  toJSON(): ErrorDocument {
    return { code: this.code, message: this.message, action: this.action, params: this.params };
  }

  static fromDocument(document: ErrorDocument): AppError {
    return new AppError(document.code, document.params);
  }
}

/** Makes an {@link AppError}; the compiler asks for exactly the parameters that the code's texts name. */
export function appError<C extends ErrorCode>(code: C, ...rest: ParamsArgument<C>): AppError {
  const [params, options] = rest;
  return new AppError(code, (params ?? {}), options);
}

/**
 * Turns anything thrown into an {@link AppError}: an AppError stays, the disk's errors get their own codes,
 * the rest becomes `INTERNAL` with the original as its cause.
 * @param file what was being read or written, for the message
 */
export function toAppError(thrown: unknown, file = ''): AppError {
  if (thrown instanceof AppError) return thrown;
  const system = thrown as NodeStyleError;
  const path = file || system.path || '';
  if (isAbort(thrown)) return appError('CANCELLED');
  switch (system?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return appError('DISK_FULL', { file: path }, { cause: thrown });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return appError('FILE_NOT_ALLOWED', { file: path }, { cause: thrown });
    case 'ENOENT':
    case 'ENOTDIR':
      return appError('FILE_NOT_FOUND', { file: path }, { cause: thrown });
    default:
      return appError('INTERNAL', { detail: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  }
}

interface NodeStyleError {
  readonly code?: string;
  readonly path?: string;
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

function fill(template: string, params: Readonly<Record<string, MessageParam>>): string {
  const words = writtenParams(params);
  // Codes know records by the names of their kinds, people by what they are.
  if (typeof words['kind'] === 'string') words['kind'] = recordName(words['kind']);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? `{${name}}`));
}
