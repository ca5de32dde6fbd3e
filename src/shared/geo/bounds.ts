/** A rectangle in map units, or in degrees where said: minX ≤ maxX, minY ≤ maxY. */
export type Bounds = readonly [minX: number, minY: number, maxX: number, maxY: number];

/** True when the two rectangles share an area (a common edge is none). */
export function intersects(a: Bounds, b: Bounds): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** The rectangle that both share, or null. */
export function intersection(a: Bounds, b: Bounds): Bounds | null {
  if (!intersects(a, b)) return null;
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** The smallest rectangle around both. */
export function union(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
