import type { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { hashText } from './random.ts';

/** A row that may be drawn. */
export interface Candidate {
  readonly row: number;
  readonly code: string;
  /** What the draw goes by, so that it does not depend on the order of rows. */
  readonly id: string;
  /** Rank within its parcel: lower ranks are drawn first, so that many parcels come before many pixels of one. */
  readonly rank?: number;
}

/**
 * Draws at most `cap` rows of each class by the seed.
 * @returns rows in rising order
 */
export function drawPerClass(candidates: readonly Candidate[], cap: number | null, seed: number, skipped: SkipTally): number[] {
  if (cap === null) return candidates.map(({ row }) => row).toSorted((a, b) => a - b);
  const byClass = new Map<string, (Candidate & { readonly order: number })[]>();
  for (const candidate of candidates) {
    const list = byClass.get(candidate.code) ?? [];
    list.push({ ...candidate, order: hashText(seed, candidate.id) });
    byClass.set(candidate.code, list);
  }
  const drawn: number[] = [];
  for (const [code, list] of byClass) {
    const ordered = list.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.order - b.order || a.row - b.row);
    drawn.push(...ordered.slice(0, cap).map(({ row }) => row));
    for (const { id } of ordered.slice(cap)) skipped.add(`class ${code} has more than ${cap} samples`, id);
  }
  return drawn.toSorted((a, b) => a - b);
}
