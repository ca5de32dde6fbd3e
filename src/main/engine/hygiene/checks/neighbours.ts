import type { SampleTable } from '../../samples/table.ts';
import { hash32 } from '../../samples/random.ts';
import { countBy } from '../../samples/split.ts';
import { parcelKeys } from '../../samples/splits/parcel-key.ts';
import { nearestRows } from '../neighbours.ts';
import { rowsWithValues, seriesVectors, type SeriesVectors } from '../vectors.ts';
import type { RowFlag, SampleCheck } from './check.ts';
import { message } from '../../../../shared/messages/message.ts';

/** A row is told far from its class by this many of its nearest samples of it. */
const NEAREST_OF_CLASS = 3;

/**
 * Nearest series elsewhere: rows of the same parcel are left out, because a wrong label is wrong for the whole parcel,
 * and rows whose class has fewer than k samples elsewhere are not judged.
 * `neighbours` doubts a row with whose class too few of them agree; `far` one that is many times as far from its class
 * (mean distance to the three nearest of it) as the median row of the class.
 */
export const neighbourCheck: SampleCheck = {
  name: 'neighbours',
  run({ table, options }, onProgress) {
    const { k, agreement, farTimes, pool: most } = options.neighbours;
    const vectors = seriesVectors(table);
    const judged = rowsWithValues(vectors);
    if (judged.length <= k) return { flags: [], facts: {}, skipped: message('CHECK_TOO_FEW_NEIGHBOURS', { number: judged.length, k }).text };
    const pool = drawPool(judged, most, options.seed);
    const parcels = parcelKeys(table);
    const flags: RowFlag[] = [];
    const elsewhere = classmatesElsewhere(table, pool, parcels);
    judged.forEach((row, i) => {
      if (i % 64 === 0) onProgress((i / judged.length) * 0.7);
      if (elsewhere(row) < k) return;
      const found = nearestRows(vectors, row, pool, k, (other) => parcels[other] === parcels[row]);
      const flag = disagreement(table, row, found.rows, agreement);
      if (flag) flags.push(flag);
    });
    const far = farRows(table, vectors, { pool, judged, parcels, farTimes }, (fraction) => onProgress(0.7 + 0.3 * fraction));
    return { flags: [...flags, ...far], facts: { k, pool: pool.length, disagreeing: flags.length, far: far.length } };
  },
};

/** Rows of the pool that have a row's class and lie in another parcel: with fewer than k of them no agreement could be asked for. */
function classmatesElsewhere({ classes }: SampleTable, pool: readonly number[], parcels: readonly string[]): (row: number) => number {
  const ofClass = countBy(pool.map((row) => classes[row] ?? ''));
  const ofParcel = countBy(pool.map((row) => `${classes[row] ?? ''}\n${parcels[row] ?? ''}`));
  return (row) => (ofClass.get(classes[row] ?? '') ?? 0) - (ofParcel.get(`${classes[row] ?? ''}\n${parcels[row] ?? ''}`) ?? 0);
}

/** Rows that neighbours are looked for among: all, or so many drawn by the seed. */
function drawPool(rows: readonly number[], most: number, seed: number): number[] {
  if (rows.length <= most) return [...rows];
  const drawn = rows.map((row) => ({ row, order: hash32(seed, 77, row) })).toSorted((a, b) => a.order - b.order || a.row - b.row);
  return drawn.slice(0, most).map(({ row }) => row).toSorted((a, b) => a - b);
}

function disagreement({ classes }: SampleTable, row: number, neighbours: readonly number[], agreement: number): RowFlag | null {
  if (neighbours.length === 0) return null;
  const counts = countBy(neighbours.map((other) => classes[other] ?? ''));
  const own = (counts.get(classes[row] ?? '') ?? 0) / neighbours.length;
  const [other, count] = [...counts].filter(([code]) => code !== classes[row]).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? ['', 0];
  if (own >= agreement || count === 0) return null;
  const otherShare = count / neighbours.length;
  return { row, kind: 'neighbours', score: 1 - own, facts: { own, other, otherShare, k: neighbours.length }, ...(otherShare > own ? { other } : {}) };
}

interface FarSearch {
  readonly pool: readonly number[];
  readonly judged: readonly number[];
  readonly parcels: readonly string[];
  readonly farTimes: number;
}

function farRows(table: SampleTable, vectors: SeriesVectors, { pool, judged, parcels, farTimes }: FarSearch, onProgress: (fraction: number) => void): RowFlag[] {
  const poolOf = new Map<string, number[]>();
  for (const row of pool) {
    const members = poolOf.get(table.classes[row] ?? '');
    if (members) members.push(row);
    else poolOf.set(table.classes[row] ?? '', [row]);
  }
  const distances = new Map<number, number>();
  judged.forEach((row, i) => {
    if (i % 64 === 0) onProgress(i / judged.length);
    const found = nearestRows(vectors, row, poolOf.get(table.classes[row] ?? '') ?? [], NEAREST_OF_CLASS, (other) => parcels[other] === parcels[row]);
    if (found.rows.length === NEAREST_OF_CLASS) distances.set(row, found.distances.reduce((sum, value) => sum + value, 0) / NEAREST_OF_CLASS);
  });
  const usual = mediansByClass(table.classes, distances);
  return [...distances].flatMap(([row, distance]): RowFlag[] => {
    const median = usual.get(table.classes[row] ?? '') ?? 0;
    const times = median > 0 ? distance / median : 1;
    return times < farTimes ? [] : [{ row, kind: 'far', score: 1 - 1 / times, facts: { times, distance, usual: median } }];
  });
}

function mediansByClass(classes: readonly string[], distances: ReadonlyMap<number, number>): Map<string, number> {
  const byClass = new Map<string, number[]>();
  for (const [row, distance] of distances) {
    const list = byClass.get(classes[row] ?? '');
    if (list) list.push(distance);
    else byClass.set(classes[row] ?? '', [distance]);
  }
  return new Map([...byClass].map(([code, list]) => [code, list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0]));
}
