/** A 32-bit hash of a few whole numbers (MurmurHash3's finaliser, Appleby 2011, public domain): the same on every machine. */
export function hash32(seed: number, ...values: readonly number[]): number {
  let h = seed >>> 0;
  for (const value of values) {
    h = Math.imul(h ^ (value >>> 0), 0xcc9e2d51);
    h = ((h << 15) | (h >>> 17)) >>> 0;
    h = Math.imul(h, 0x1b873593) ^ (h >>> 13);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same of a text's UTF-16 units. */
export function hashText(seed: number, text: string): number {
  return hash32(seed, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
}
