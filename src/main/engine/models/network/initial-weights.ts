import { RandomStream } from '../forest/random.ts';
import { type Network, lengthOf, parametersOf, statisticsOf } from './network.ts';

/** Stream of the seed that initial weights are drawn from. */
const STREAM = 0x1217;

/** Weights before the first step, as one vector (float32); the same seed gives the same. */
export function initialWeights(network: Network, seed: number): Float32Array {
  const random = new RandomStream(seed, STREAM);
  const specs = parametersOf(network);
  const weights = new Float32Array(lengthOf(specs));
  for (const { spec, offset, size } of specs) {
    const { initial } = spec;
    for (let i = 0; i < size; i++) weights[offset + i] = initial.kind === 'constant' ? initial.value : (random.uint32() / 2 ** 31 - 1) * initial.bound;
  }
  return weights;
}

/** Statistics before the first step, as one vector (float32). */
export function initialStatistics(network: Network): Float32Array {
  const specs = statisticsOf(network);
  const values = new Float32Array(lengthOf(specs));
  for (const { spec, offset, size } of specs) values.fill(spec.initial, offset, offset + size);
  return values;
}
