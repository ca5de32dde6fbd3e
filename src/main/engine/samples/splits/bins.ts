import type { SplitSide } from '../../../../shared/contract/sample-split.ts';
import { hashText } from '../random.ts';
import { countBy } from '../split.ts';
import type { SplitKind } from './kind.ts';

/**
 * WorldCereal's spatial split (DOMAIN.md B8): bins `floor((lat + 90) / size)`, `floor((lon + 180) / size)`; the bins of
 * each commonest class in an order drawn from the seed; `max(1, floor(n · share))` of them to the test, as many to the
 * validation, the rest to the training. So a class that is the commonest of one or two bins only never reaches the
 * training. Ties of the commonest class go to the lower code.
 */
export const binSplit: SplitKind<'bins'> = {
  by: 'bins',
  describe: ({ sizeDeg }) => `bins of ${sizeDeg}°`,
  assign({ table, lonLat }, { sizeDeg, testShare, validationShare, seed }) {
    const { lon, lat } = lonLat();
    const bins = table.ids.map((_, row) => `${Math.floor(((lat[row] as number) + 90) / sizeDeg)}:${Math.floor(((lon[row] as number) + 180) / sizeDeg)}`);
    const byClass = new Map<string, string[]>();
    for (const [bin, code] of commonestClasses(bins, table.classes)) byClass.set(code, [...(byClass.get(code) ?? []), bin]);
    const sideOf = new Map<string, SplitSide>();
    for (const [, members] of byClass) {
      const drawn = members.toSorted((a, b) => hashText(seed, a) - hashText(seed, b) || (a < b ? -1 : 1));
      const test = Math.max(1, Math.floor(members.length * testShare));
      const validation = validationShare === 0 ? 0 : Math.max(1, Math.floor(members.length * validationShare));
      drawn.forEach((bin, rank) => sideOf.set(bin, rank < test ? 'test' : rank < test + validation ? 'validation' : 'train'));
    }
    return { groups: bins, sides: bins.map((bin) => sideOf.get(bin) ?? 'train') };
  },
};

function commonestClasses(bins: readonly string[], classes: readonly string[]): Map<string, string> {
  const codes = new Map<string, string[]>();
  bins.forEach((bin, row) => {
    const list = codes.get(bin);
    if (list) list.push(classes[row] ?? '');
    else codes.set(bin, [classes[row] ?? '']);
  });
  return new Map([...codes].map(([bin, list]) => [bin, [...countBy(list)].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '']));
}
