import { reshape, sizeOf } from '../operations.ts';
import type { Layer } from './layer.ts';

/** All of a row's numbers side by side: [rows, a, b] → [rows, a × b]. */
export function flatten(name: string): Layer {
  return { name, parameters: [], statistics: [], feeds: [], forward: (tape, input) => reshape(tape, input, [-1, sizeOf(input.shape)]) };
}
