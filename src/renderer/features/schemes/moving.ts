import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { SchemeEdit } from '../../../shared/schemes/edit.ts';
import { childrenOf, lineOf } from '../../../shared/schemes/tree.ts';

type Keys = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/**
 * The edits that a key with Alt means: up and down among its siblings, right below the sibling above, left beside its
 * parent. None where there is no way; null for keys that mean nothing here.
 */
export function movedByKey(scheme: ClassScheme, code: string, { key, altKey, ctrlKey, metaKey }: Keys): SchemeEdit[] | null {
  const move = MOVES[key];
  return altKey && !ctrlKey && !metaKey && move ? move(scheme, code) : null;
}

const MOVES: Readonly<Record<string, (scheme: ClassScheme, code: string) => SchemeEdit[]>> = {
  ArrowUp(scheme, code) {
    const { parent, siblings, at } = placeOf(scheme, code);
    const above = siblings[at - 1];
    return above === undefined ? [] : [{ op: 'move', code, parent, before: above }];
  },
  ArrowDown(scheme, code) {
    const { parent, siblings, at } = placeOf(scheme, code);
    if (at + 1 >= siblings.length) return [];
    return [{ op: 'move', code, parent, before: siblings[at + 2] ?? null }];
  },
  ArrowRight(scheme, code) {
    const { siblings, at } = placeOf(scheme, code);
    const above = siblings[at - 1];
    return above === undefined ? [] : [{ op: 'move', code, parent: above }];
  },
  ArrowLeft(scheme, code) {
    const [, parent, above] = lineOf(scheme, code);
    if (parent === undefined) return [];
    const siblings = childrenOf(scheme, above ?? null).map((cropClass) => cropClass.code);
    return [{ op: 'move', code, parent: above ?? null, before: siblings[siblings.indexOf(parent) + 1] ?? null }];
  },
};

function placeOf(scheme: ClassScheme, code: string): { readonly parent: string | null; readonly siblings: readonly string[]; readonly at: number } {
  const parent = lineOf(scheme, code)[1] ?? null;
  const siblings = childrenOf(scheme, parent).map((cropClass) => cropClass.code);
  return { parent, siblings, at: siblings.indexOf(code) };
}
