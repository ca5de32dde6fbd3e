import { hashText } from './random.ts';
import type { RejectionLog } from './rejection-log.ts';

/** A row that may be drawn. */
export interface Candidate {
  readonly row: number;
  readonly code: string;
  /** What the draw goes by, so that it does not depend on the order of rows. */
  readonly id: string;
  /** Rank within its parcel: lower ranks are drawn first, so that many parcels come before many pixels of one. */
  readonly rank?: number;
  /** Place that its own cap holds for. */
  readonly region?: string | null;
}

/** Most rows of a class, and of a class in one region; null for no limit. */
export interface ClassCaps {
  readonly perClass: number | null;
  readonly perClassRegion: number | null;
}

/**
 * Draws rows of each class by the seed: in the order of rank, then of the hash of seed and id, a row is taken while
 * neither its class nor its class in its region has enough.
 * @param told caps that reasons name, where more are drawn than the user wants in the end
 * @returns rows in rising order
 */
export function drawPerClass(candidates: readonly Candidate[], caps: ClassCaps, seed: number, skipped: RejectionLog, told: ClassCaps = caps): number[] {
  if (caps.perClass === null && caps.perClassRegion === null) return candidates.map(({ row }) => row).toSorted((a, b) => a - b);
  const byClass = new Map<string, (Candidate & { readonly order: number })[]>();
  for (const candidate of candidates) {
    const list = byClass.get(candidate.code) ?? [];
    list.push({ ...candidate, order: hashText(seed, candidate.id) });
    byClass.set(candidate.code, list);
  }
  const drawn: number[] = [];
  for (const [code, list] of byClass) {
    const ordered = list.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.order - b.order || a.row - b.row);
    drawn.push(...drawClass(code, ordered, { caps, told }, skipped));
  }
  return drawn.toSorted((a, b) => a - b);
}

function drawClass(code: string, ordered: readonly Candidate[], { caps: { perClass, perClassRegion }, told }: { readonly caps: ClassCaps; readonly told: ClassCaps }, skipped: RejectionLog): number[] {
  const taken: number[] = [];
  const byRegion = new Map<string, number>();
  for (const { row, id, region } of ordered) {
    const place = region ?? '';
    const there = byRegion.get(place) ?? 0;
    if (perClass !== null && taken.length >= perClass) skipped.addUnlisted(`class ${code} has more than ${told.perClass ?? perClass} samples`, id);
    else if (perClassRegion !== null && there >= perClassRegion) skipped.addUnlisted(`class ${code} has more than ${told.perClassRegion ?? perClassRegion} samples in a region`, id);
    else {
      taken.push(row);
      byRegion.set(place, there + 1);
    }
  }
  return taken;
}
