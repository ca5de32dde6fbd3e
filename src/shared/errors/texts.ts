/**
 * The closed list of error codes: one file per domain, merged here. A code's texts name its parameters in braces,
 * and {@link appError} asks for exactly those.
 */
import { BASEMAP_ERRORS } from './basemap.ts';
import { GENERAL_ERRORS } from './general.ts';
import { HYGIENE_ERRORS } from './hygiene.ts';
import { INGEST_ERRORS } from './ingest.ts';
import { JOB_ERRORS } from './job.ts';
import { LEARNING_ERRORS } from './learning.ts';
import { MODELS_ERRORS } from './models.ts';
import { RASTER_ERRORS } from './raster.ts';
import { SAMPLES_ERRORS } from './samples.ts';
import { VIEW_ERRORS } from './view.ts';
import { WORKSPACE_ERRORS } from './workspace.ts';
import type { MessageParam } from '../messages/message.ts';

/** Texts of one code: `message` says what is wrong with what, `action` what to do. */
export interface ErrorText {
  readonly message: string;
  readonly action: string;
}

export const ERROR_TEXTS = {
  ...GENERAL_ERRORS,
  ...WORKSPACE_ERRORS,
  ...INGEST_ERRORS,
  ...RASTER_ERRORS,
  ...JOB_ERRORS,
  ...LEARNING_ERRORS,
  ...MODELS_ERRORS,
  ...HYGIENE_ERRORS,
  ...SAMPLES_ERRORS,
  ...VIEW_ERRORS,
  ...BASEMAP_ERRORS,
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERROR_TEXTS;

type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The parameters that the texts of code `C` need. */
export type ErrorParams<C extends ErrorCode> = Readonly<
  Record<NamesIn<(typeof ERROR_TEXTS)[C]['message']> | NamesIn<(typeof ERROR_TEXTS)[C]['action']>, MessageParam>
>;

/** True for a string that is a known error code; used where errors come back from another process. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TEXTS, code);
}
