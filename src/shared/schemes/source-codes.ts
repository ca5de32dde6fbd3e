import type { ClassScheme } from '../raster/class-scheme.ts';

/** What source codes are mapped to: a class, or nothing yet (with the words that are known of the code). */
export type CodeTarget = { readonly to: string } | { readonly waiting: string } | null;

/**
 * The scheme with one source code belonging to a class, waiting for one, or (null) not known at all. A source that has no
 * code left is left out.
 */
export function placeCode(scheme: ClassScheme, source: string, code: string, target: CodeTarget): ClassScheme {
  const { unmapped: _, ...rest } = scheme;
  const mappings = withEntry(scheme.mappings, source, code, target && 'to' in target ? target.to : null);
  const unmapped = withEntry(scheme.unmapped ?? {}, source, code, target && 'waiting' in target ? target.waiting : null);
  return Object.keys(unmapped).length > 0 ? { ...rest, mappings, unmapped } : { ...rest, mappings };
}

/** The mappings with each target given another name by `rename`. */
export function renameTargets(scheme: ClassScheme, rename: (target: string) => string): ClassScheme['mappings'] {
  return Object.fromEntries(Object.entries(scheme.mappings).map(([source, codes]) => [source, Object.fromEntries(Object.entries(codes).map(([code, target]) => [code, rename(target)]))]));
}

/** The source codes that belong to a class. */
export function codesOf(scheme: ClassScheme, target: string): { readonly source: string; readonly code: string }[] {
  return Object.entries(scheme.mappings).flatMap(([source, codes]) => Object.entries(codes).flatMap(([code, to]) => (to === target ? [{ source, code }] : [])));
}

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

function withEntry(table: Table, source: string, code: string, value: string | null): Record<string, Record<string, string>> {
  const codes = { ...table[source] };
  if (value === null) delete codes[code];
  else codes[code] = value;
  const next: Record<string, Record<string, string>> = { ...table, [source]: codes };
  if (Object.keys(codes).length === 0) delete next[source];
  return next;
}
