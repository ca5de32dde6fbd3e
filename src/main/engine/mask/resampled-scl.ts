import type { BinaryRaster } from './morphology.ts';

/** What the detector found. */
export interface SclVerdict {
  readonly resampled: boolean;
  /** Triples of three different classes that were looked at. */
  readonly triples: number;
  /** Share of them whose middle pixel has the middle code: about a third by chance. */
  readonly between: number;
}

const FEWEST_TRIPLES = 60;
const HIGHEST_BETWEEN = 0.6;

/**
 * Tells whether a scene classification was resampled by interpolation, which makes up classes that were never seen:
 * halfway between vegetation (4) and cloud (9) come “water” (6) and “unclassified” (7).
 *
 * It looks at three pixels in a row or column that have three different codes. Codes are names, so in a genuine
 * classification the middle pixel has the middle code about once in three; in an interpolated one nearly always.
 * Classes that nest in nature are left out: unclassified, medium and high probability around a denser cloud.
 * @param samples pieces of one classification on its own grid (nearest-neighbour copies have no such triples and hide it)
 */
export function detectResampledScl(...samples: readonly BinaryRaster[]): SclVerdict {
  const tally = { triples: 0, between: 0 };
  for (const sample of samples) countTriples(sample, tally);
  const between = tally.triples === 0 ? 0 : tally.between / tally.triples;
  return { resampled: tally.triples >= FEWEST_TRIPLES && between > HIGHEST_BETWEEN, triples: tally.triples, between };
}

function countTriples({ data, width, height }: BinaryRaster, tally: { triples: number; between: number }): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const middle = data[at] ?? 0;
      if (column > 0 && column + 1 < width) count(tally, data[at - 1] ?? 0, middle, data[at + 1] ?? 0);
      if (row > 0 && row + 1 < height) count(tally, data[at - width] ?? 0, middle, data[at + width] ?? 0);
    }
  }
}

function count(tally: { triples: number; between: number }, left: number, middle: number, right: number): void {
  if (left === middle || middle === right || left === right) return;
  const low = Math.min(left, right);
  const high = Math.max(left, right);
  const isBetween = low < middle && middle < high;
  if (isBetween && nests(middle, high)) return;
  tally.triples++;
  if (isBetween) tally.between++;
}

/** A rim that clouds have in nature: 7 or 8 around 8 or 9, 8 or 9 around cirrus. */
function nests(middle: number, high: number): boolean {
  return high >= 8 && high <= 10 && middle >= 7;
}
