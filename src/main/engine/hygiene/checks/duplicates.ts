import { isGeographic } from '../../gdal/crs.ts';
import { placesShared, seriesShared } from '../same-place.ts';
import type { RowFlag, SampleCheck } from './check.ts';

/** Duplicates: the same class at the same place in the same year, or with the very same series. The first of each is kept. */
export const duplicateCheck: SampleCheck = {
  name: 'duplicates',
  run({ table, crs, options }) {
    const flags: RowFlag[] = [];
    const told = new Set<number>();
    const look = (groups: readonly (readonly number[])[], kind: 'same-place' | 'same-series', score: number): void => {
      for (const group of groups) {
        const firstOf = new Map<string, number>();
        for (const row of group) {
          const code = table.classes[row] ?? '';
          const first = firstOf.get(code);
          if (first === undefined) firstOf.set(code, row);
          else if (!told.has(row)) {
            told.add(row);
            flags.push({ row, kind, score, facts: { first: table.ids[first] ?? '' } });
          }
        }
      }
    };
    look(placesShared(table, isGeographic(crs) ? 'degrees' : 'metres', options.samePlaceM), 'same-place', 1);
    look(seriesShared(table), 'same-series', 0.95);
    return { flags, facts: { samePlace: flags.filter(({ kind }) => kind === 'same-place').length, sameSeries: flags.filter(({ kind }) => kind === 'same-series').length } };
  },
};
