import type { ClassScheme, CropClass } from '../raster/class-scheme.ts';

/** The classes right below a class, in the order of the scheme; the topmost classes for null. */
export function childrenOf(scheme: ClassScheme, parent: string | null): CropClass[] {
  return scheme.classes.filter((candidate) => candidate.parent === parent);
}

/** Codes of a class and of all that are above it, nearest first. A scheme that passed `checkScheme` has no cycles. */
export function lineOf(scheme: ClassScheme, code: string): string[] {
  const parents = new Map(scheme.classes.map((cropClass) => [cropClass.code, cropClass.parent]));
  const line: string[] = [];
  for (let at: string | null = code; at !== null && !line.includes(at); at = parents.get(at) ?? null) line.push(at);
  return line;
}

/** Level of a class: 1 for one without a parent, 2 for its children, and so on. */
export function levelOf(scheme: ClassScheme, code: string): number {
  return lineOf(scheme, code).length;
}

/** Codes of a class and of everything below it, in the order of the tree. */
export function branchOf(scheme: ClassScheme, code: string): string[] {
  return [code, ...childrenOf(scheme, code).flatMap((child) => branchOf(scheme, child.code))];
}

/** One class in the order of the tree. */
export interface TreeRow {
  readonly cropClass: CropClass;
  /** 1 for a class without a parent. */
  readonly level: number;
  readonly children: number;
}

/** All classes from the top down, each parent before its children. */
export function treeRows(scheme: ClassScheme): TreeRow[] {
  const below = new Map<string | null, CropClass[]>();
  for (const cropClass of scheme.classes) below.set(cropClass.parent, [...(below.get(cropClass.parent) ?? []), cropClass]);
  const rows = (parent: string | null, level: number): TreeRow[] =>
    (below.get(parent) ?? []).flatMap((cropClass) => [{ cropClass, level, children: below.get(cropClass.code)?.length ?? 0 }, ...rows(cropClass.code, level + 1)]);
  return rows(null, 1);
}

/** Number of levels of the deepest branch. */
export function levelsOf(scheme: ClassScheme): number {
  return treeRows(scheme).reduce((deepest, { level }) => Math.max(deepest, level), 0);
}
