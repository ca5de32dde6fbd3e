import { isGeographic } from '../../gdal/crs.ts';
import type { SampleTable } from '../../samples/table.ts';
import { countBy } from '../../samples/split.ts';
import { placesShared, seriesShared } from '../same-place.ts';
import type { RowFlag, SampleCheck } from './check.ts';

/** Share of a place's samples that must have one class for the others to be told wrong. */
const CLEAR_MAJORITY = 2 / 3;

/**
 * Conflicts: samples of different classes at the same place in the same year, or with the same series. Each is flagged
 * with the share of the others that contradict it; where two thirds agree, theirs is the class proposed.
 */
export const conflictCheck: SampleCheck = {
  name: 'conflicts',
  run({ table, crs, options }) {
    const flags = new Map<number, RowFlag>();
    const look = (groups: readonly (readonly number[])[], by: 'place' | 'series'): void => {
      for (const flag of groups.flatMap((group) => conflictsIn(table, group, by))) if (!flags.has(flag.row)) flags.set(flag.row, flag);
    };
    look(placesShared(table, isGeographic(crs) ? 'degrees' : 'metres', options.samePlaceM), 'place');
    look(seriesShared(table), 'series');
    return { flags: [...flags.values()], facts: { conflicting: flags.size } };
  },
};

function conflictsIn({ classes, ids }: SampleTable, group: readonly number[], by: 'place' | 'series'): RowFlag[] {
  const counts = countBy(group.map((row) => classes[row] ?? ''));
  if (counts.size < 2) return [];
  const [leader, most] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? ['', 0];
  return group.map((row) => {
    const code = classes[row] ?? '';
    const other = group.find((member) => classes[member] !== code) ?? row;
    const against = (group.length - (counts.get(code) ?? 0)) / (group.length - 1);
    const outvoted = code !== leader && most / group.length >= CLEAR_MAJORITY;
    return { row, kind: 'conflict', score: Math.min(1, against), facts: { by, other: ids[other] ?? '', otherClass: classes[other] ?? '', samples: group.length }, ...(outvoted ? { other: leader } : {}) };
  });
}
