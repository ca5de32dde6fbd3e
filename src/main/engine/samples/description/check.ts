import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { SampleCheck } from '../../../../shared/contract/samples.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { SampleTable } from '../table.ts';

/** Leaks are looked for within this distance. */
const NEAR_M = 100;
const METRES_PER_DEGREE = 111_320;

/**
 * Looks a sample set over: counts per class and split, share of missing values, duplicates, and whether test rows have
 * neighbours in the training.
 * @param units of the table's coordinates
 */
export function checkSamples(table: SampleTable, units: 'metres' | 'degrees'): SampleCheck {
  const byClass: Record<string, { train: number; test: number }> = {};
  table.classes.forEach((code, row) => {
    const entry = (byClass[code] ??= { train: 0, test: 0 });
    entry[table.splits[row] ?? 'train'] += 1;
  });
  const duplicates = duplicateRows(table);
  const leak = leakOf(table, units);
  const warnings = [
    ...Object.entries(byClass).flatMap(([code, { train, test }]) => (train === 0 ? [message('CLASS_UNTRAINED', { code })] : test === 0 ? [message('CLASS_UNTESTED', { code })] : [])),
    ...(duplicates.conflicting > 0 ? [message('SERIES_CONFLICT', { count: duplicates.conflicting })] : []),
    ...(leak.sharedGroups > 0 ? [message('GROUPS_SHARED', { count: leak.sharedGroups })] : []),
    ...(leak.testRowsNearTraining > 0 ? [message('TEST_NEAR_TRAINING', { count: leak.testRowsNearTraining, metres: NEAR_M })] : []),
  ];
  return { rows: table.rows, byClass, nodata: nodataShares(table), duplicates, leak: { ...leak, nearM: NEAR_M }, warnings };
}

function nodataShares({ layout, rows, series }: SampleTable): SampleCheck['nodata'] {
  const shareOf = (planes: readonly number[]): number => {
    let missing = 0;
    for (const plane of planes) for (let i = 0; i < rows; i++) if (series[plane * rows + i] === COMPOSITE_NODATA) missing += 1;
    return rows === 0 ? 0 : missing / (planes.length * rows);
  };
  const bands = layout.bands.length;
  const periods = layout.periods.length;
  return {
    total: shareOf(Array.from({ length: bands * periods }, (_, plane) => plane)),
    byBand: Object.fromEntries(layout.bands.map((band, b) => [band, shareOf(Array.from({ length: periods }, (_, t) => t * bands + b))])),
    byPeriod: layout.periods.map(({ start }, t) => ({ start, share: shareOf(Array.from({ length: bands }, (_, b) => t * bands + b)) })),
  };
}

/** Rows whose whole series occurred before; `conflicting` under another class. */
function duplicateRows({ rows, series, classes, layout }: SampleTable): SampleCheck['duplicates'] {
  const planes = layout.bands.length * layout.periods.length;
  const first = new Map<string, string>();
  const row16 = new Uint16Array(planes);
  let same = 0;
  let conflicting = 0;
  for (let row = 0; row < rows; row++) {
    for (let plane = 0; plane < planes; plane++) row16[plane] = series[plane * rows + row] as number;
    const key = Buffer.from(row16.buffer).toString('latin1');
    const code = classes[row] ?? '';
    const known = first.get(key);
    if (known === undefined) first.set(key, code);
    else {
      same += 1;
      conflicting += known === code ? 0 : 1;
    }
  }
  return { same, conflicting };
}

function leakOf(table: SampleTable, units: 'metres' | 'degrees'): { sharedGroups: number; testRowsNearTraining: number; nearestM: number | null } {
  const trainGroups = new Set(table.groups.filter((_, row) => table.splits[row] === 'train'));
  const shared = new Set(table.groups.filter((group, row) => table.splits[row] === 'test' && trainGroups.has(group)));
  const distance = nearestTraining(table, units);
  const near = distance.filter((metres) => metres <= NEAR_M).length;
  const nearest = distance.reduce((least, metres) => Math.min(least, metres), Infinity);
  return { sharedGroups: shared.size, testRowsNearTraining: near, nearestM: Number.isFinite(nearest) ? nearest : null };
}

/** Distance in metres of each test row to the nearest training row, by a sweep over x; beyond 10 km it is not looked for. */
export function nearestTraining(table: SampleTable, units: 'metres' | 'degrees'): number[] {
  const reach = 10_000;
  const metres = (row: number): [number, number] => {
    const [x, y] = [table.x[row] as number, table.y[row] as number];
    return units === 'metres' ? [x, y] : [x * METRES_PER_DEGREE * Math.cos((y * Math.PI) / 180), y * METRES_PER_DEGREE];
  };
  const rowsOf = (split: 'train' | 'test'): number[] => table.splits.flatMap((name, row) => (name === split ? [row] : []));
  const train = rowsOf('train').map(metres).toSorted((a, b) => a[0] - b[0]);
  return rowsOf('test').map((row) => {
    const [x, y] = metres(row);
    let best = reach;
    const middle = lowerBound(train, x);
    for (let i = middle; i < train.length && (train[i]?.[0] ?? Infinity) - x < best; i++) best = Math.min(best, distanceTo(train[i], x, y));
    for (let i = middle - 1; i >= 0 && x - (train[i]?.[0] ?? -Infinity) < best; i--) best = Math.min(best, distanceTo(train[i], x, y));
    return best < reach ? best : Infinity;
  });
}

function distanceTo(point: readonly [number, number] | undefined, x: number, y: number): number {
  return point ? Math.hypot(point[0] - x, point[1] - y) : Infinity;
}

function lowerBound(sorted: readonly (readonly [number, number])[], x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
