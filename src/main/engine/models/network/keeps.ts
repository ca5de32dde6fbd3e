import type { RandomStream } from '../forest/random.ts';

const WORD_BITS = 32;

/**
 * Draws what a dropout keeps: 0 for what is dropped, else the number that keeps the mean. Chances are multiples of 2⁻¹⁶;
 * a rate of a half takes one random bit a value.
 * @param rate share that is dropped, 0…1
 */
export function drawKeeps(random: RandomStream, rate: number, out: Float32Array): void {
  const bits = [1, 2, 4, 8].find((count) => Number.isInteger(rate * 2 ** count)) ?? 16;
  const all = 2 ** bits;
  const kept = Math.max(1, Math.round((1 - rate) * all));
  const scale = new Uint32Array(Float32Array.of(all / kept).buffer)[0] as number;
  // As whole numbers and without a branch, which the processor would guess wrong every other time.
  const words = new Int32Array(out.buffer, out.byteOffset, out.length);
  const perWord = WORD_BITS / bits;
  for (let i = 0; i < words.length; ) {
    let word = random.uint32() | 0;
    const end = Math.min(words.length, i + perWord);
    for (; i < end; i++) {
      words[i] = (((word & (all - 1)) - kept) >> 31) & scale;
      word >>>= bits;
    }
  }
}
