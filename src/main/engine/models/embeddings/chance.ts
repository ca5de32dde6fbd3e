import { hash32, hashText } from '../../samples/random.ts';
import { RandomStream } from '../forest/random.ts';
import type { Chance } from './augment.ts';

/**
 * The chance of one copy of one sample: the same for the same seed, sample and repeat, whatever other samples there are and
 * whoever draws it.
 * @param repeat number of the copy, from 1
 */
export function chanceOf(seed: number, sampleId: string, repeat: number): Chance {
  const stream = new RandomStream(hash32(seed, repeat), hashText(seed, sampleId));
  return { uniform: () => stream.uint32() / 4_294_967_296, below: (bound) => stream.below(bound) };
}
