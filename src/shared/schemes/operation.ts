import type { z } from 'zod';
import { appError } from '../errors/app-error.ts';
import { type Message, message } from '../messages/message.ts';
import type { ClassScheme, CropClass } from '../raster/class-scheme.ts';

/**
 * One way of editing a class scheme: the shape of the edit and a pure function. What comes out is checked by `applyEdit`,
 * which also works out the way back; an operation says what only it can know.
 */
export interface SchemeOperation<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** @throws SCHEME_EDIT_REFUSED */
  apply(scheme: ClassScheme, edit: z.output<S>): ClassScheme;
}

/** Declares an operation; only there to infer its types. */
export function defineOperation<S extends z.ZodType>(operation: SchemeOperation<S>): SchemeOperation<S> {
  return operation;
}

/** The class with this code. @throws SCHEME_EDIT_REFUSED */
export function classOfCode(scheme: ClassScheme, code: string): CropClass {
  const found = scheme.classes.find((candidate) => candidate.code === code);
  if (!found) throw refused(scheme, message('SCHEME_NO_CLASS', { code }));
  return found;
}

/** The scheme with one class changed. @throws SCHEME_EDIT_REFUSED where it has none of this code */
export function changeClass(scheme: ClassScheme, code: string, change: Partial<CropClass>): ClassScheme {
  classOfCode(scheme, code);
  return { ...scheme, classes: scheme.classes.map((cropClass) => (cropClass.code === code ? { ...cropClass, ...change } : cropClass)) };
}

/** An edit that cannot be done, and why. */
export function refused(scheme: ClassScheme, problem: Message): Error {
  return appError('SCHEME_EDIT_REFUSED', { scheme: scheme.title, problem });
}
