import { z } from 'zod';
import { checkScheme } from '../raster/class-mapping.ts';
import type { ClassScheme } from '../raster/class-scheme.ts';
import type { SchemeOperation } from './operation.ts';
import { OPERATIONS } from './operations/registry.ts';
import { patchBetween, type SchemePatch } from './operations/patch.ts';

type SchemasOf<T extends readonly { readonly schema: z.ZodType }[]> = { -readonly [I in keyof T]: T[I]['schema'] };

/** One edit of a class scheme, told by its `op`. */
export const schemeEditSchema = z.discriminatedUnion('op', OPERATIONS.map(({ schema }) => schema) as unknown as SchemasOf<typeof OPERATIONS>);
/** An edit as a caller gives it; the rest has defaults. */
export type SchemeEdit = z.input<typeof schemeEditSchema>;

const BY_OP = new Map<string, SchemeOperation>(OPERATIONS.map((operation) => [operation.schema.shape.op.value, operation as SchemeOperation]));

/** A scheme after an edit, and the way back. */
export interface Edited {
  readonly scheme: ClassScheme;
  /** Applied to `scheme` it gives exactly the scheme before. */
  readonly inverse: SchemePatch;
}

/**
 * Edits a scheme; the one given stays as it is.
 * @throws SCHEME_EDIT_REFUSED for an edit that names what is not there, SCHEME_INVALID where what comes out has two equal
 *   codes or values, a cycle or a mapping to nothing
 */
export function applyEdit(scheme: ClassScheme, edit: SchemeEdit): Edited {
  const parsed = schemeEditSchema.parse(edit);
  const operation = BY_OP.get(parsed.op);
  if (!operation) throw new RangeError(`no operation “${parsed.op}”`);
  const after = checkScheme(operation.apply(scheme, parsed), scheme.title);
  return { scheme: after, inverse: patchBetween(after, scheme) };
}

/** Several edits one after the other; the inverses bring all of them back, in the order given. */
export function applyEdits(scheme: ClassScheme, edits: readonly SchemeEdit[]): { readonly scheme: ClassScheme; readonly inverses: readonly SchemePatch[] } {
  const inverses: SchemePatch[] = [];
  let at = scheme;
  for (const edit of edits) {
    const edited = applyEdit(at, edit);
    at = edited.scheme;
    inverses.unshift(edited.inverse);
  }
  return { scheme: at, inverses };
}
