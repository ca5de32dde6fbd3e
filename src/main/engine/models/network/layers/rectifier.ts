import { rectify } from '../operations.ts';
import type { Layer } from './layer.ts';

/** ReLU: max(0, x). */
export function rectifier(name: string): Layer {
  return { name, parameters: [], statistics: [], feeds: [], forward: rectify };
}
