/**
 * Stateless random numbers: the value for (seed, key, salt) is always the same, whatever was asked before, so that
 * worker processes that each do a part draw the same landscape.
 */

/** A well mixed 32-bit integer of up to four integers (the finaliser of MurmurHash3 over their combination). */
export function hash32(seed: number, key: number, salt = 0, extra = 0): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(key + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(salt + 0x165667b1, 0x27d4eb2f) ^ Math.imul(extra + 0x2545f491, 0x9e3779b1);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1). */
export function uniform(seed: number, key: number, salt = 0, extra = 0): number {
  return hash32(seed, key, salt, extra) / 4_294_967_296;
}

/** Uniform in [low, high). */
export function between(low: number, high: number, seed: number, key: number, salt = 0, extra = 0): number {
  return low + (high - low) * uniform(seed, key, salt, extra);
}

/** Standard normal (Box and Muller 1958), cut at ±3 so that no field is a freak. */
export function normal(seed: number, key: number, salt = 0, extra = 0): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, key, salt, extra)));
  const value = radius * Math.cos(2 * Math.PI * uniform(seed, key, salt + 7919, extra));
  return Math.min(3, Math.max(-3, value));
}

/** The item whose share of the total weight holds `at` (0…1). */
export function weighted<T>(items: readonly { readonly weight: number; readonly item: T }[], at: number): T {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  let left = at * total;
  for (const { weight, item } of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (!last) throw new RangeError('nothing to choose from');
  return last.item;
}
