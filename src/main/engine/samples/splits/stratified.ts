import type { SplitSide } from '../../../../shared/contract/sample-split.ts';
import { hash32, hashText } from '../random.ts';
import type { SplitKind } from './kind.ts';

/**
 * Single rows drawn within each class: shares rounded to whole rows, classes with fewer than `minPerClass` rows left out
 * (DOMAIN.md B8). It tears parcels and neighbours apart, so its figures say how well places are remembered.
 */
export const stratifiedSplit: SplitKind<'stratified'> = {
  by: 'stratified',
  describe: ({ testShare, validationShare }) => `rows at random within each class, ${percent(1 - testShare - validationShare)}/${percent(validationShare)}/${percent(testShare)}`,
  takesClass: ({ minPerClass }, samples) => samples >= minPerClass,
  assign({ table }, { testShare, validationShare, minPerClass, seed }) {
    const sides = new Array<SplitSide>(table.rows).fill(null);
    const byClass = new Map<string, number[]>();
    table.classes.forEach((code, row) => {
      const rows = byClass.get(code);
      if (rows) rows.push(row);
      else byClass.set(code, [row]);
    });
    for (const rows of byClass.values()) {
      if (rows.length < minPerClass) continue;
      const drawn = rows.map((row) => ({ row, order: hash32(hashText(seed, table.ids[row] ?? ''), row) })).toSorted((a, b) => a.order - b.order || a.row - b.row);
      const test = Math.round(rows.length * testShare);
      const validation = Math.round(rows.length * validationShare);
      drawn.forEach(({ row }, rank) => (sides[row] = rank < test ? 'test' : rank < test + validation ? 'validation' : 'train'));
    }
    return { sides, groups: table.ids };
  },
};

function percent(share: number): string {
  return String(Math.round(share * 100));
}
