/** Bits of one axis that are spread at a time; twice as many fit a 32-bit number. */
const HALF = 10;
const HALF_SIZE = 1 << HALF;

/**
 * Morton number of a cell: the bits of x and y by turns, so that the four cells of a parent, and all cells of a tile,
 * follow one another. Exact for coordinates below 2²⁰.
 */
export function morton(x: number, y: number): number {
  const high = spread(x >> HALF) | (spread(y >> HALF) << 1);
  const low = spread(x & (HALF_SIZE - 1)) | (spread(y & (HALF_SIZE - 1)) << 1);
  return (high >>> 0) * HALF_SIZE * HALF_SIZE + (low >>> 0);
}

/** The cell of a Morton number. */
export function unmorton(number: number): { readonly x: number; readonly y: number } {
  const high = Math.floor(number / (HALF_SIZE * HALF_SIZE));
  const low = number % (HALF_SIZE * HALF_SIZE);
  return { x: (gather(high) << HALF) | gather(low), y: (gather(high >>> 1) << HALF) | gather(low >>> 1) };
}

/** Puts a zero before each of the lowest ten bits. */
function spread(value: number): number {
  let bits = value & 0x3ff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Opposite of {@link spread}. */
function gather(value: number): number {
  let bits = value & 0x55555555;
  bits = (bits | (bits >> 1)) & 0x33333333;
  bits = (bits | (bits >> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >> 4)) & 0x00ff00ff;
  return (bits | (bits >> 8)) & 0x3ff;
}
