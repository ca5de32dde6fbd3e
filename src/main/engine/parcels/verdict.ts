import type { ZonePixels } from './zone-counts.ts';

/** Which pixels a parcel's figures rest on: `interior` ones wholly inside it; `edge` ones where it has no other; `none`. */
export type Basis = 'interior' | 'edge' | 'none';

/** What the map says of one parcel. Indexes are positions in the map's list of classes. */
export interface Verdict {
  readonly basis: Basis;
  /** Why there is no crop; null where there is one. */
  readonly why: string | null;
  /** Pixels counted, with and without a class. */
  readonly pixels: number;
  readonly classified: number;
  /** Pixels whose centre is inside but that the boundary passes through. */
  readonly edgePixels: number;
  readonly crop: number | null;
  readonly runnerUp: number | null;
  /** Shares of the classified pixels, 0…1, per class. */
  readonly shares: readonly number[];
  /** Mean confidence of the classified pixels, percent. */
  readonly confidence: number | null;
}

const BESIDE: Verdict = { basis: 'none', why: 'outside the map', pixels: 0, classified: 0, edgePixels: 0, crop: null, runnerUp: null, shares: [], confidence: null };

/**
 * Judges a parcel by the majority of its pixels. Edge pixels are left out, because they hold ground of the neighbour;
 * a parcel too narrow for any other keeps them, and says so by its basis. Of two classes with as many pixels the one
 * with more confidence wins, then the one that comes first in the scheme.
 * @param zone null for a parcel that lies beside the map
 */
export function judge(zone: { readonly inside: ZonePixels; readonly edge: ZonePixels } | null): Verdict {
  if (zone === null) return BESIDE;
  const edgePixels = countOf(zone.edge);
  const used = countOf(zone.inside) > 0 ? zone.inside : zone.edge;
  const pixels = countOf(used);
  if (pixels === 0) return { ...BESIDE, why: 'too small: no pixel centre lies in it' };
  const { byClass, confidence } = used;
  const classified = pixels - used.unclassified;
  const basis = used === zone.inside ? 'interior' : 'edge';
  if (classified === 0) return { ...BESIDE, basis, why: 'no classified pixel: no data, or outside the cropland mask', pixels, edgePixels };
  const ranked = [...byClass.keys()].filter((i) => (byClass[i] ?? 0) > 0).sort((a, b) => (byClass[b] ?? 0) - (byClass[a] ?? 0) || (confidence[b] ?? 0) - (confidence[a] ?? 0) || a - b);
  return {
    basis,
    why: null,
    pixels,
    classified,
    edgePixels,
    crop: ranked[0] ?? null,
    runnerUp: ranked[1] ?? null,
    shares: Array.from(byClass, (count) => count / classified),
    confidence: confidence.reduce((sum, value) => sum + value, 0) / classified,
  };
}

function countOf(zone: ZonePixels): number {
  return zone.byClass.reduce((sum, count) => sum + count, zone.unclassified);
}
