import { appError } from '../errors/app-error.ts';
import { type Message, message } from '../messages/message.ts';
import { type ClassScheme, type CropClass, classSchemeSchema } from './class-scheme.ts';

/** Target of a mapping that leaves a source code out on purpose: unknown land, unspecified crops. */
export const IGNORED = 'ignore';

/**
 * Lengths of the levels of hierarchical numeric codes. A mapping of a branch, written with zeros behind it, holds for
 * every code below it that has no nearer mapping: HCAT 3301010400 (barley) for 3301010401 (winter barley).
 */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  hcat: [2, 4, 6, 8, 10],
  worldcereal: [2, 4, 6, 9, 10],
};

/** What a source code comes to. */
export type Mapped = { readonly outcome: 'class'; readonly code: string } | { readonly outcome: 'ignored' } | { readonly outcome: 'unmapped' };

const IGNORE: Mapped = { outcome: 'ignored' };
const UNMAPPED: Mapped = { outcome: 'unmapped' };

/** The class of a source code under a scheme; see {@link classMapper}. */
export function classOf(scheme: ClassScheme, source: string, code: string): Mapped {
  return classMapper(scheme, source)(code);
}

/**
 * A function from source codes to classes. Where the scheme has no mapping for the source, a code that is a class code
 * of the scheme itself stands for that class.
 * @param source name of the mapping: `rpg`, `hcat`, `worldcereal`, …
 */
export function classMapper(scheme: ClassScheme, source: string): (code: string) => Mapped {
  const mapping = new Map<string, string | null>(Object.entries(scheme.mappings[source] ?? {}));
  const hasMapping = mapping.size > 0;
  // A code that was taken out on purpose does not fall to the class of the branch above it.
  for (const code of Object.keys(scheme.unmapped?.[source] ?? {})) mapping.set(code, null);
  const own = new Set(scheme.classes.map(({ code }) => code));
  const levels = LEVELS[source] ?? [];
  return (raw) => {
    const code = normalCode(source, raw);
    const said = nearest(mapping, code, levels);
    const target = said !== undefined ? said : (!hasMapping && own.has(code) ? code : undefined);
    if (target === undefined || target === null) return UNMAPPED;
    return target === IGNORED ? IGNORE : { outcome: 'class', code: target };
  };
}

/** What the nearest branch says: a class, `null` for one that was taken out, `undefined` where none says anything. */
function nearest(mapping: ReadonlyMap<string, string | null>, code: string, levels: readonly number[]): string | null | undefined {
  const exact = mapping.get(code);
  if (exact !== undefined) return exact;
  for (const branch of branches(code, levels)) {
    const target = mapping.get(branch);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** Branches that a hierarchical source code lies below, nearest first; none for sources whose codes have no levels. */
export function branchesAbove(source: string, code: string): string[] {
  return branches(code, LEVELS[source] ?? []).filter((branch) => branch !== code);
}

function branches(code: string, levels: readonly number[]): string[] {
  if (levels.length === 0 || code.length !== levels.at(-1)) return [];
  return levels.toReversed().map((length) => code.slice(0, length).padEnd(code.length, '0'));
}

/** A code as mappings write it: without blanks around it and with composed letters (Unicode NFC), WorldCereal's without dashes and with ten digits. */
export function normalCode(source: string, code: string): string {
  const trimmed = code.normalize('NFC').trim();
  // A column of numbers with gaps comes as 1101060000.0.
  const whole = source in LEVELS ? trimmed.replace(/\.0+$/, '') : trimmed;
  return source === 'worldcereal' ? whole.replaceAll('-', '').padStart(10, '0') : whole;
}

/**
 * Checks that a scheme holds together: no two classes of one code or value, parents that are there and form no cycle,
 * mappings to classes that are there, no source code both mapped and waiting.
 * @throws SCHEME_INVALID
 */
export function checkScheme(document: unknown, name: string): ClassScheme {
  const parsed = classSchemeSchema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw appError('SCHEME_INVALID', { scheme: name, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a class scheme'}` });
  }
  const scheme = parsed.data;
  const problem = duplicate(scheme.classes) ?? badParent(scheme.classes) ?? badTarget(scheme) ?? twiceSaid(scheme);
  if (problem !== null) throw appError('SCHEME_INVALID', { scheme: name, problem });
  return scheme;
}

function duplicate(classes: readonly CropClass[]): Message | null {
  const codes = new Set<string>();
  const values = new Set<number>();
  for (const { code, value } of classes) {
    if (codes.has(code)) return message('SCHEME_SAME_CODE', { code });
    if (values.has(value)) return message('SCHEME_SAME_VALUE', { value });
    codes.add(code);
    values.add(value);
  }
  return codes.has(IGNORED) ? message('SCHEME_RESERVED', { code: IGNORED }) : null;
}

function badParent(classes: readonly CropClass[]): Message | null {
  const parents = new Map(classes.map(({ code, parent }) => [code, parent]));
  for (const { code, parent } of classes) {
    if (parent !== null && !parents.has(parent)) return message('SCHEME_PARENT_MISSING', { parent, code });
    const seen = new Set([code]);
    for (let above = parent; above !== null; above = parents.get(above) ?? null) {
      if (seen.has(above)) return message('SCHEME_OWN_ANCESTOR', { code });
      seen.add(above);
    }
  }
  return null;
}

function badTarget(scheme: ClassScheme): Message | null {
  const codes = new Set([IGNORED, ...scheme.classes.map(({ code }) => code)]);
  for (const [source, mapping] of Object.entries(scheme.mappings)) {
    for (const [code, target] of Object.entries(mapping)) {
      if (!codes.has(target)) return message('SCHEME_TARGET_MISSING', { source, sourceCode: code, code: target });
    }
  }
  return null;
}

function twiceSaid(scheme: ClassScheme): Message | null {
  for (const [source, codes] of Object.entries(scheme.unmapped ?? {})) {
    const twice = Object.keys(codes).find((code) => scheme.mappings[source]?.[code] !== undefined);
    if (twice !== undefined) return message('SCHEME_MAPPED_WAITING', { source, sourceCode: twice });
  }
  return null;
}
