import type { z } from 'zod';
import type { ErrorCode } from '../errors/app-error.ts';

/** How a call behaves: a query changes nothing, a command is done when it answers, a job answers at once with its id. */
export type CallKind = 'query' | 'command' | 'job';

/** One call of the API: everything about it that host, handler, client, command line and docs derive from. */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: CallKind;
  /** One sentence for docs/contract.md. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** Codes it gives besides the general ones. */
  readonly errors: readonly ErrorCode[];
}

/** Declares a call; only there to infer its types. */
export function defineCall<I extends z.ZodType, O extends z.ZodType>(spec: CallSpec<I, O>): CallSpec<I, O> {
  return spec;
}

export type InputOf<C extends CallSpec> = z.input<C['input']>;
export type ParsedInputOf<C extends CallSpec> = z.output<C['input']>;
export type OutputOf<C extends CallSpec> = z.output<C['output']>;
