import type { UncertaintyMeasure } from '../../../../shared/contract/jobs/propose.ts';
import { hash32 } from '../../samples/random.ts';

/** Parcels with what a map says of them. */
export interface Candidates {
  readonly count: number;
  readonly classes: number;
  /** Row-major [count, classes]; each row sums to 1. */
  readonly probabilities: Float64Array;
  /** Place in metres, or in whatever the grid measures. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What is asked for. */
export interface SelectionWish {
  readonly count: number;
  readonly measure: UncertaintyMeasure;
  readonly diversity: number;
  readonly seed: number;
}

/** A parcel that was chosen. */
export interface Chosen {
  /** Its row among the candidates. */
  readonly row: number;
  /** 0 sure … 1 could be any class. */
  readonly uncertainty: number;
  /** 0 like one chosen before … 1 unlike all, in probabilities and place together; 1 for the first. */
  readonly novelty: number;
}

/** Candidates that the choice is made among, per parcel to choose: the most unsure ones. */
const POOL_PER_CHOICE = 20;

/**
 * Chooses what is most worth a visit, one after the other: the most unsure first, then each time the candidate with the
 * largest (1 − diversity) × uncertainty + diversity × novelty, where novelty is the distance to the nearest one chosen
 * before (greedy farthest-first, Gonzalez 1985; k-center for active learning: Sener and Savarese 2018). The distance is the
 * mean of ‖p − q‖ ∕ √2 between probabilities and of the way between the two places, measured in the diagonal of all
 * candidates ∕ √count and cut at 1. Margin: 1 − (p₁ − p₂); entropy: −Σ p ln p ∕ ln K (Settles 2009).
 * @returns the chosen ones in order; fewer where there are fewer candidates
 */
export function selectToVisit(candidates: Candidates, wish: SelectionWish): Chosen[] {
  const uncertainty = Float64Array.from({ length: candidates.count }, (_, row) => uncertaintyOf(rowOf(candidates, row), wish.measure));
  const order = Uint32Array.from({ length: candidates.count }, (_, row) => hash32(wish.seed, row));
  const first = (a: number, b: number): number => (uncertainty[b] as number) - (uncertainty[a] as number) || (order[a] as number) - (order[b] as number) || a - b;
  const pool = Array.from({ length: candidates.count }, (_, row) => row).sort(first).slice(0, wish.count * POOL_PER_CHOICE);
  const reach = spreadOf(candidates, wish.count);
  const novelty = new Float64Array(pool.length).fill(1);
  const chosen: Chosen[] = [];
  const taken = new Uint8Array(pool.length);
  while (chosen.length < Math.min(wish.count, pool.length)) {
    let best = -1;
    let bestScore = -Infinity;
    // The pool is in the order of uncertainty and seed: the first of equals wins.
    for (let i = 0; i < pool.length; i++) {
      if (taken[i]) continue;
      const score = (1 - wish.diversity) * (uncertainty[pool[i] as number] as number) + wish.diversity * (novelty[i] as number);
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    const row = pool[best] as number;
    taken[best] = 1;
    chosen.push({ row, uncertainty: uncertainty[row] as number, novelty: novelty[best] as number });
    for (let i = 0; i < pool.length; i++) novelty[i] = Math.min(novelty[i] as number, distance(candidates, pool[i] as number, row, reach));
  }
  return chosen;
}

function rowOf({ probabilities, classes }: Candidates, row: number): Float64Array {
  return probabilities.subarray(row * classes, (row + 1) * classes);
}

/** 0 … 1, of the probabilities of one parcel. */
export function uncertaintyOf(probabilities: Float64Array, measure: UncertaintyMeasure): number {
  if (measure === 'entropy') return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0) / Math.log(probabilities.length);
  const [first = 0, second = 0] = [...probabilities].sort((a, b) => b - a);
  return 1 - (first - second);
}

/** The way that counts as far: what lies between places spread evenly. */
function spreadOf({ x, y, count }: Candidates, wanted: number): number {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < count; row++) {
    minX = Math.min(minX, x[row] as number);
    maxX = Math.max(maxX, x[row] as number);
    minY = Math.min(minY, y[row] as number);
    maxY = Math.max(maxY, y[row] as number);
  }
  return Math.hypot(maxX - minX, maxY - minY) / Math.sqrt(wanted);
}

function distance({ probabilities, classes, x, y }: Candidates, a: number, b: number, reach: number): number {
  let squares = 0;
  for (let c = 0; c < classes; c++) squares += ((probabilities[a * classes + c] as number) - (probabilities[b * classes + c] as number)) ** 2;
  const way = Math.hypot((x[a] as number) - (x[b] as number), (y[a] as number) - (y[b] as number));
  return (Math.sqrt(squares / 2) + (reach > 0 ? Math.min(1, way / reach) : 0)) / 2;
}
