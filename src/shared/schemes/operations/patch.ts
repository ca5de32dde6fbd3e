import { z } from 'zod';
import { type ClassScheme, cropClassSchema } from '../../raster/class-scheme.ts';
import { classOfCode, defineOperation } from '../operation.ts';
import { type CodeTarget, placeCode } from '../source-codes.ts';

const targetSchema = z.union([z.object({ to: z.string() }), z.object({ waiting: z.string() }), z.null()]);

/**
 * The way back of an edit: classes as they were, the order of all codes where it changed, and what became of which source
 * code. `applyEdit` makes it; applied to the edited scheme it gives exactly the one before.
 */
export const patch = defineOperation({
  schema: z.object({
    op: z.literal('patch'),
    title: z.string().min(1).optional(),
    /** Classes that were otherwise, or were there. */
    classes: z.array(cropClassSchema),
    /** Codes of all classes in order. */
    order: z.array(z.string()).nullable(),
    codes: z.array(z.object({ source: z.string(), code: z.string(), target: targetSchema })),
  }),
  apply(scheme, { title, classes, order, codes }) {
    const put = new Map(classes.map((cropClass) => [cropClass.code, cropClass]));
    const all = order ?? scheme.classes.map(({ code }) => code);
    const patched = { ...scheme, title: title ?? scheme.title, classes: all.map((code) => put.get(code) ?? classOfCode(scheme, code)) };
    return codes.reduce((grown, { source, code, target }) => placeCode(grown, source, code, target), patched);
  },
});
export type SchemePatch = z.output<typeof patch.schema>;

/** The patch that turns `after` into `before`. */
export function patchBetween(after: ClassScheme, before: ClassScheme): SchemePatch {
  const was = new Map(after.classes.map((cropClass) => [cropClass.code, JSON.stringify(cropClass)]));
  const order = before.classes.map(({ code }) => code);
  const sameOrder = JSON.stringify(order) === JSON.stringify(after.classes.map(({ code }) => code));
  return {
    op: 'patch',
    ...(before.title === after.title ? {} : { title: before.title }),
    classes: before.classes.filter((cropClass) => was.get(cropClass.code) !== JSON.stringify(cropClass)),
    order: sameOrder ? null : order,
    codes: allCodes(after, before).flatMap(([source, code]) => {
      const target = targetOf(before, source, code);
      return JSON.stringify(target) === JSON.stringify(targetOf(after, source, code)) ? [] : [{ source, code, target }];
    }),
  };
}

function targetOf(scheme: ClassScheme, source: string, code: string): CodeTarget {
  const to = scheme.mappings[source]?.[code];
  if (to !== undefined) return { to };
  const waiting = scheme.unmapped?.[source]?.[code];
  return waiting === undefined ? null : { waiting };
}

function allCodes(...schemes: readonly ClassScheme[]): (readonly [source: string, code: string])[] {
  const seen = new Map<string, readonly [string, string]>();
  for (const scheme of schemes) {
    for (const table of [scheme.mappings, scheme.unmapped ?? {}]) {
      for (const [source, codes] of Object.entries(table)) for (const code of Object.keys(codes)) seen.set(JSON.stringify([source, code]), [source, code]);
    }
  }
  return [...seen.values()];
}
