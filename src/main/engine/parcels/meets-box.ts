import type { Bounds } from '../../../shared/geo/bounds.ts';
import { clipRing } from './clip.ts';

/** A closed ring as pairs x, y; an exterior one is followed by its holes. */
export interface ParcelRing {
  readonly points: Float64Array;
  readonly exterior: boolean;
}

/** Share of the rectangle's area that counts as none: what rounding leaves of a rectangle that lies in a hole. */
const NOTHING = 1e-12;

/** True when polygons share an area with a rectangle; one that lies in a hole does not. */
export function meetsBox(rings: readonly ParcelRing[], [minX, minY, maxX, maxY]: Bounds): boolean {
  const [width, height] = [maxX - minX, maxY - minY];
  if (!(width > 0 && height > 0)) return false;
  let area = 0;
  for (const { points, exterior } of rings) {
    const inside = clipRing(points.map((value, i) => (i % 2 === 0 ? (value - minX) / width : (value - minY) / height)), 0, 1);
    // In pieces: the outline runs through the rectangle.
    if (inside === null) return true;
    area += (exterior ? 1 : -1) * Math.abs(doubleArea(inside));
  }
  return area > NOTHING;
}

/** Twice the signed area of a ring, whether or not its first point is repeated (surveyor's formula). */
export function doubleArea(ring: ArrayLike<number>): number {
  let sum = 0;
  const count = ring.length;
  for (let i = 0; i < count; i += 2) {
    const j = (i + 2) % count;
    sum += (ring[i] as number) * (ring[j + 1] as number) - (ring[j] as number) * (ring[i + 1] as number);
  }
  return sum;
}
