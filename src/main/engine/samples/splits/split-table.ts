import type { SplitSide, SplitSpec } from '../../../../shared/contract/sample-split.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { isGeographic, LONLAT } from '../../gdal/crs.ts';
import { transformAll } from '../../gdal/transform-all.ts';
import { selectRows } from '../rare-class.ts';
import type { SampleTable } from '../table.ts';
import type { Sides, SplitSource } from './kind.ts';
import { describeSplit, splitKindOf } from './registry.ts';

/**
 * The side of each row.
 * @param crs of the table's coordinates
 * @throws AppError SPLIT_IMPOSSIBLE with the reason; also when no row would be left for the training or the test
 */
export function assignSides(table: SampleTable, crs: string, spec: SplitSpec): Sides {
  const found = splitKindOf(spec).assign(sourceOf(table, crs), spec);
  const has = (side: SplitSide): boolean => found.sides.includes(side);
  if (spec.by !== 'column' && !(has('train') && has('test'))) {
    throw appError('SPLIT_IMPOSSIBLE', { split: describeSplit(spec), why: message(has('train') ? 'NONE_LEFT_TEST' : 'NONE_LEFT_TRAINING'), remedy: message('OTHER_SPLIT') });
  }
  return found;
}

/**
 * The table split anew: rows that the rule leaves out are gone, those of the validation train (families that stop early
 * hold whole groups of the training back themselves), and `groups` is what was not torn apart.
 * @throws AppError SPLIT_IMPOSSIBLE
 */
export function splitTable(table: SampleTable, crs: string, spec: SplitSpec): SampleTable {
  if (spec.by === 'column') return table;
  const { sides, groups } = assignSides(table, crs, spec);
  const whole: SampleTable = { ...table, groups: heldTogether(table, sides, groups), splits: sides.map((side) => (side === 'test' ? 'test' : 'train')) };
  return sides.includes(null) ? selectRows(whole, sides.flatMap((side, row) => (side === null ? [] : [row]))) : whole;
}

/**
 * The same rows on the sides of a split, for training: rows keep their numbers, so that embeddings made before still
 * belong to them. Rows that the rule leaves out have no class (`''`): nothing is learnt from them and nothing tested.
 * @throws AppError SPLIT_IMPOSSIBLE
 */
export function resideTable(table: SampleTable, crs: string, spec: SplitSpec): SampleTable {
  if (spec.by === 'column') return table;
  const { sides, groups } = assignSides(table, crs, spec);
  return {
    ...table,
    groups: heldTogether(table, sides, groups),
    splits: sides.map((side) => (side === 'test' ? 'test' : 'train')),
    classes: sides.includes(null) ? table.classes.map((code, row) => (sides[row] === null ? '' : code)) : table.classes,
  };
}

/** Groups that folds and early stopping may need in the training: fewer leave too little choice. */
const GROUPS_NEEDED = 10;

/** What stays together within the training: the groups of the split, or the table's own where the training has few (one year, two regions). */
function heldTogether(table: SampleTable, sides: readonly SplitSide[], groups: readonly string[]): readonly string[] {
  const training = new Set(groups.filter((_, row) => sides[row] !== 'test'));
  return training.size >= GROUPS_NEEDED ? groups : table.groups;
}

function sourceOf(table: SampleTable, crs: string): SplitSource {
  return { table, units: isGeographic(crs) ? 'degrees' : 'metres', lonLat: () => lonLatOf(table, crs) };
}

/** Degrees per row, from the coordinates. */
export function lonLatOf(table: SampleTable, crs: string): { readonly lon: Float64Array; readonly lat: Float64Array } {
  const pairs = new Float64Array(table.rows * 2);
  for (let row = 0; row < table.rows; row++) {
    pairs[row * 2] = table.x[row] as number;
    pairs[row * 2 + 1] = table.y[row] as number;
  }
  const out = transformAll(pairs, table.rows, crs, LONLAT);
  return { lon: out.filter((_, i) => i % 2 === 0), lat: out.filter((_, i) => i % 2 === 1) };
}
