/**
 * The generator of all chance in training: xoshiro128** (Blackman and Vigna 2018, “Scrambled linear pseudorandom number
 * generators”), its state filled by splitmix32 from a seed and a stream number. The same seed gives the same numbers on
 * every machine; streams let each tree draw its own, so that a forest does not depend on who grows which tree.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * @param seed recorded with the result, 0…2³²−1
   * @param stream number of the sequence, 0…2³²−1
   */
  constructor(seed: number, stream: number) {
    // Mixed before it is added, or (seed, stream) and (seed + 1, stream − 1) would share a sequence.
    let state = (seed ^ Math.imul(mixed(stream + 0x9e3779b9), 0x85ebca6b)) | 0;
    const next = (): number => mixed((state = (state + 0x9e3779b9) | 0));
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1;
  }

  /** A whole number, 0…2³²−1, all alike. */
  uint32(): number {
    const result = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return result;
  }

  /** A number from 0 up to but not including 1, in steps of 2⁻⁵³. */
  unit(): number {
    const high = this.uint32() >>> 5;
    return (high * 67_108_864 + (this.uint32() >>> 6)) / 9_007_199_254_740_992;
  }

  /** A whole number, 0…bound−1. The bias of the scaling is below bound / 2³². */
  below(bound: number): number {
    return Math.floor((this.uint32() / 4_294_967_296) * bound);
  }
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function mixed(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
