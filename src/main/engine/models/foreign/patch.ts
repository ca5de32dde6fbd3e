import type { PatchCard } from '../../../../shared/records/learning.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import type { ModelProto } from '../../onnx/reader/model.ts';
import type { ValueProto } from '../../onnx/reader/tensor.ts';
import type { DeepnessFacts } from './deepness.ts';

/** The inputs that a caller must give: constants with a default are listed among the inputs before ONNX IR 4. */
export function fedInputs({ graph }: ModelProto): ValueProto[] {
  const constants = new Set(graph.initializers.map(({ name }) => name));
  return graph.inputs.filter(({ name }) => !constants.has(name));
}

/** `float32 [batch_size, 3, 512, 512]`. */
export function shapeWords({ element, shape }: ValueProto): string | Message {
  return shape ? `${element} [${shape.join(', ')}]` : message('SHAPE_ANY', { element });
}

/** The sides of a model that takes square patches. */
export interface PatchSides {
  readonly batch: number | string;
  readonly dates: number | null;
  readonly channels: number;
  readonly size: number;
}

/** [batch, channels, size, size] or [batch, dates, channels, size, size]; null for anything else. */
export function patchSides({ shape }: ValueProto): PatchSides | null {
  if (!shape || (shape.length !== 4 && shape.length !== 5)) return null;
  const [height, width] = shape.slice(-2);
  const channels = shape.at(-3);
  const dates = shape.length === 5 ? shape[1] : null;
  if (!isSide(height) || height !== width || !isSide(channels)) return null;
  if (dates !== null && !isSide(dates)) return null;
  return { batch: shape[0] ?? '?', dates: dates ?? null, channels, size: height };
}

function isSide(value: number | string | null | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** What the last operator before an output does to the numbers. */
export function activationOf({ graph }: ModelProto, output: string): PatchCard['activation'] {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  let node = makers.get(output);
  // These move numbers and do not change them.
  for (let steps = 0; node && MOVERS.has(node.operator) && steps <= graph.nodes.length; steps++) node = makers.get(node.inputs[0] ?? '');
  return (node && ACTIVATIONS[node.operator]) ?? 'none';
}

const MOVERS = new Set(['Transpose', 'Reshape', 'Squeeze', 'Unsqueeze', 'Identity', 'Cast', 'Slice', 'Resize', 'DepthToSpace']);
const ACTIVATIONS: Readonly<Record<string, PatchCard['activation']>> = { Softmax: 'softmax', Sigmoid: 'sigmoid' };

/** A quantity where the file says so, or where one channel is no probability. */
export function givesOf({ modelType }: DeepnessFacts, activation: PatchCard['activation'], channels: number): PatchCard['gives'] {
  if (modelType !== null) return /^regress/i.test(modelType) ? 'quantity' : 'classes';
  return activation === 'none' && channels === 1 ? 'quantity' : 'classes';
}
