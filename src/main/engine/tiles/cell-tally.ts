import { morton } from './morton.ts';

/** Codes that a key has room for: cell (40 bits) and code (12 bits) fill the 52 bits of a double. */
export const CODE_SLOTS = 4096;

/** A cell is shown when at least this share of it is covered by all parcels together. */
export const LEAST_SHARE = 0.25;

/** Adds up how much of each cell each code covers, in flat arrays: a hundred megabytes for millions of cells. */
export class CellTally {
  #keys: Float64Array;
  #weights: Float32Array;
  #mask: number;
  #count = 0;

  constructor(capacity = 1 << 16) {
    this.#keys = new Float64Array(capacity).fill(-1);
    this.#weights = new Float32Array(capacity);
    this.#mask = capacity - 1;
  }

  /** @param share of the cell that is covered, 0…1 */
  add(x: number, y: number, code: number, share: number): void {
    const key = morton(x, y) * CODE_SLOTS + code;
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === -1) {
      this.#keys[slot] = key;
      this.#count += 1;
    }
    this.#weights[slot] = (this.#weights[slot] as number) + share;
    if (this.#count * 2 > this.#keys.length) this.#grow();
  }

  /** Each cell that is shown, with the code that covers most of it, in Morton order, and how much of it is covered in all. */
  winners(): { readonly cells: Float64Array; readonly codes: Uint16Array; readonly weights: Float32Array } {
    const keys = this.#keys.filter((key) => key >= 0).sort();
    const out = { cells: new Float64Array(keys.length), codes: new Uint16Array(keys.length), weights: new Float32Array(keys.length) };
    let count = 0;
    for (let i = 0; i < keys.length; ) {
      const cell = Math.floor((keys[i] as number) / CODE_SLOTS);
      let [best, most, sum] = [0, -1, 0];
      for (; i < keys.length && Math.floor((keys[i] as number) / CODE_SLOTS) === cell; i++) {
        const weight = this.#weights[this.#slotOf(keys[i] as number)] as number;
        sum += weight;
        if (weight > most) [best, most] = [(keys[i] as number) % CODE_SLOTS, weight];
      }
      if (sum < LEAST_SHARE) continue;
      out.cells[count] = cell;
      out.codes[count] = best;
      out.weights[count++] = sum;
    }
    return { cells: out.cells.slice(0, count), codes: out.codes.slice(0, count), weights: out.weights.slice(0, count) };
  }

  #slotOf(key: number): number {
    let hash = Math.imul((key % 0x100000000) | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 0x100000000), 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [keys, weights] = [this.#keys, this.#weights];
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#weights = new Float32Array(keys.length * 2);
    this.#mask = this.#keys.length - 1;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === -1) continue;
      const slot = this.#slotOf(keys[i] as number);
      this.#keys[slot] = keys[i] as number;
      this.#weights[slot] = weights[i] as number;
    }
  }
}
