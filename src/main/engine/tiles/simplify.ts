/**
 * Leaves out points of a closed ring that lie within `tolerance` of the line through those kept (Douglas and Peucker
 * 1973, https://doi.org/10.3138/FM57-6770-U75U-7727). The ring is cut at its first point and at the point farthest from
 * it, so that it cannot collapse to a line unless it is one.
 * @param ring pairs x, y; the last point repeats the first
 * @returns pairs of the points kept, closed; the ring itself when nothing can be left out
 */
export function simplifyRing(ring: Float64Array, tolerance: number): Float64Array {
  const last = ring.length / 2 - 1;
  if (tolerance <= 0 || last < 4) return ring;
  const far = farthest(ring, last);
  const kept = new Uint8Array(last + 1);
  kept[0] = kept[far] = kept[last] = 1;
  mark(ring, 0, far, tolerance * tolerance, kept);
  mark(ring, far, last, tolerance * tolerance, kept);
  const count = kept.reduce((sum, one) => sum + one, 0);
  if (count === last + 1) return ring;
  const out = new Float64Array(count * 2);
  let at = 0;
  for (let i = 0; i <= last; i++) {
    if (kept[i] === 0) continue;
    out[at++] = ring[i * 2] as number;
    out[at++] = ring[i * 2 + 1] as number;
  }
  return out;
}

function farthest(ring: Float64Array, last: number): number {
  const [x, y] = ring as unknown as [number, number];
  let best = 0;
  let most = -1;
  for (let i = 1; i < last; i++) {
    const distance = ((ring[i * 2] as number) - x) ** 2 + ((ring[i * 2 + 1] as number) - y) ** 2;
    if (distance > most) [best, most] = [i, distance];
  }
  return best;
}

/** Marks what must be kept between two kept points; a stack instead of recursion, because rings may have 100 000 points. */
function mark(ring: Float64Array, first: number, last: number, limit: number, kept: Uint8Array): void {
  const open = [first, last];
  while (open.length > 0) {
    const end = open.pop() as number;
    const start = open.pop() as number;
    let worst = limit;
    let at = -1;
    for (let i = start + 1; i < end; i++) {
      const distance = toSegment(ring, i, start, end);
      if (distance > worst) [at, worst] = [i, distance];
    }
    if (at < 0) continue;
    kept[at] = 1;
    open.push(start, at, at, end);
  }
}

/** Square of the distance of point `i` from the segment between two others. */
function toSegment(ring: Float64Array, i: number, start: number, end: number): number {
  const [px, py] = [ring[i * 2] as number, ring[i * 2 + 1] as number];
  let [x, y] = [ring[start * 2] as number, ring[start * 2 + 1] as number];
  const dx = (ring[end * 2] as number) - x;
  const dy = (ring[end * 2 + 1] as number) - y;
  const length = dx * dx + dy * dy;
  if (length > 0) {
    const along = Math.max(0, Math.min(1, ((px - x) * dx + (py - y) * dy) / length));
    x += along * dx;
    y += along * dy;
  }
  return (px - x) ** 2 + (py - y) ** 2;
}
