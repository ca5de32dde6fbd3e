import { hashText } from './random.ts';

/** Rows to be parted into training and test. */
export interface SplitRequest {
  /** Class code per row. */
  readonly classes: readonly string[];
  /** Block per row: a place whose rows stay together, parcels included. */
  readonly blocks: readonly string[];
  /** Share of each class that the test should have, 0…1. */
  readonly testShare: number;
  readonly seed: number;
}

/**
 * Parts rows by whole blocks, so that no test row has a neighbour in the training (Roberts et al. 2017, Ecography 40,
 * 913–929). Blocks come in an order drawn from the seed; each goes to the test when that brings the classes nearer to
 * the share and leaves every class in the training; a class the test lacks then gets one block if it has several.
 */
export function splitByBlocks({ classes, blocks, testShare, seed }: SplitRequest): ('train' | 'test')[] {
  const totals = countBy(classes);
  const rowsOf = new Map<string, Map<string, number>>();
  blocks.forEach((block, row) => {
    const counts = rowsOf.get(block) ?? new Map<string, number>();
    const code = classes[row] ?? '';
    counts.set(code, (counts.get(code) ?? 0) + 1);
    rowsOf.set(block, counts);
  });
  const drawn = [...rowsOf.keys()].map((block) => ({ block, order: hashText(seed, block) })).toSorted((a, b) => a.order - b.order || (a.block < b.block ? -1 : 1));
  const taken = new Map<string, number>();
  const test = new Set<string>();
  const take = (block: string): void => {
    test.add(block);
    for (const [code, count] of rowsOf.get(block) ?? []) taken.set(code, (taken.get(code) ?? 0) + count);
  };
  const leavesTraining = (block: string): boolean => [...(rowsOf.get(block) ?? [])].every(([code, count]) => (taken.get(code) ?? 0) + count < (totals.get(code) ?? 0));
  if (testShare <= 0) return blocks.map(() => 'train');
  for (const { block } of drawn) {
    if (leavesTraining(block) && gain(rowsOf.get(block) ?? new Map(), taken, totals, testShare) > 0) take(block);
  }
  for (const code of [...totals.keys()].toSorted()) {
    if ((taken.get(code) ?? 0) > 0) continue;
    const spare = drawn.find(({ block }) => !test.has(block) && (rowsOf.get(block)?.get(code) ?? 0) > 0 && leavesTraining(block));
    if (spare) take(spare.block);
  }
  return blocks.map((block) => (test.has(block) ? 'test' : 'train'));
}

/** How much nearer to the wanted share a block brings its classes; each class counts the same, however many rows it has. */
function gain(counts: ReadonlyMap<string, number>, taken: ReadonlyMap<string, number>, totals: ReadonlyMap<string, number>, testShare: number): number {
  let sum = 0;
  for (const [code, count] of counts) {
    const total = totals.get(code) ?? 1;
    const before = (taken.get(code) ?? 0) / total;
    sum += Math.abs(testShare - before) - Math.abs(testShare - before - count / total);
  }
  return sum;
}

/** How often each value occurs. */
export function countBy(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const METRES_PER_DEGREE = 111_320;

/**
 * The block of a place: a square of `blockM` metres (degrees on a geographic CRS, narrower towards the poles so that
 * blocks stay about square).
 */
export function blockAt(x: number, y: number, blockM: number, units: 'metres' | 'degrees'): string {
  if (units === 'metres') return `${Math.floor(x / blockM)}:${Math.floor(y / blockM)}`;
  const height = blockM / METRES_PER_DEGREE;
  const row = Math.floor(y / height);
  const width = height / Math.max(0.01, Math.cos(((row + 0.5) * height * Math.PI) / 180));
  return `${Math.floor(x / width)}:${row}`;
}
