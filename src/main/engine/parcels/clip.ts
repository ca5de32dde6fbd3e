/**
 * Cuts a closed ring to the square from `low` to `high` on both axes, one edge after the other (Sutherland and Hodgman
 * 1974, https://doi.org/10.1145/360767.360802).
 * @param ring pairs x, y; the last point repeats the first
 * @returns closed pairs; empty when nothing lies inside; the ring itself when all of it does; null when it crosses an
 * edge more than twice: it then falls into pieces, which this way of cutting would leave joined along the edge
 */
export function clipRing(ring: Float64Array, low: number, high: number): Float64Array | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  if (minX >= low && maxX <= high && minY >= low && maxY <= high) return ring;
  if (!(maxX > low && minX < high && maxY > low && minY < high)) return new Float64Array(0);
  let open: number[] | null = Array.from(ring.subarray(0, -2));
  if (minX < low) open = cut(open, 0, low, 1);
  if (open && maxX > high) open = cut(open, 0, high, -1);
  if (open && minY < low) open = cut(open, 1, low, 1);
  if (open && maxY > high) open = cut(open, 1, high, -1);
  if (!open) return null;
  return open.length < 6 ? new Float64Array(0) : Float64Array.from([...open, open[0] as number, open[1] as number]);
}

/** Keeps the part of an open ring where `sign · (coordinate − edge) ≥ 0`; null when that is more than one piece. */
function cut(ring: readonly number[], axis: 0 | 1, edge: number, sign: 1 | -1): number[] | null {
  const out: number[] = [];
  let crossings = 0;
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const [a, b] = [i * 2, ((i + 1) % count) * 2];
    const from = sign * ((ring[a + axis] as number) - edge);
    const to = sign * ((ring[b + axis] as number) - edge);
    if (from >= 0) out.push(ring[a] as number, ring[a + 1] as number);
    if (from >= 0 === to >= 0) continue;
    crossings += 1;
    const t = from / (from - to);
    const other = (ring[a + 1 - axis] as number) + t * ((ring[b + 1 - axis] as number) - (ring[a + 1 - axis] as number));
    if (axis === 0) out.push(edge, other);
    else out.push(other, edge);
  }
  return crossings > 2 ? null : out;
}
