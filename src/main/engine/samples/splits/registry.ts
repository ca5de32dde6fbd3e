import type { SplitKindName, SplitOf, SplitSpec } from '../../../../shared/contract/sample-split.ts';
import { attributeSplit } from './attribute.ts';
import { binSplit } from './bins.ts';
import { blockSplit } from './blocks.ts';
import { columnSplit } from './column.ts';
import type { SplitKind } from './kind.ts';
import { stratifiedSplit } from './stratified.ts';

/** Every way to split; one line each. */
const SPLIT_KINDS: { readonly [K in SplitKindName]: SplitKind<K> } = {
  column: columnSplit,
  blocks: blockSplit,
  attribute: attributeSplit,
  bins: binSplit,
  stratified: stratifiedSplit,
};

/** The kind that a split is of. */
export function splitKindOf<K extends SplitKindName>(spec: SplitOf<K>): SplitKind<K> {
  return SPLIT_KINDS[spec.by];
}

/** The classes that take part in a split, of counts per class. */
export function classesTaken(spec: SplitSpec, byClass: Readonly<Record<string, number>>): Record<string, number> {
  const takes = splitKindOf(spec).takesClass;
  return takes ? Object.fromEntries(Object.entries(byClass).filter(([, count]) => takes(spec, count))) : { ...byClass };
}

/** A split in words, for cards and reports. */
export function describeSplit(spec: SplitSpec): string {
  return splitKindOf(spec).describe(spec);
}
