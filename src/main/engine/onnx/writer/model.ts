import { MessageWriter } from './protobuf.ts';

/** Codes of TensorProto.DataType that Furrow writes. */
export const ELEMENT_TYPES = { float32: 1, int64: 7, float64: 11 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** Value of a node's attribute. */
export type AttributeValue =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] };

/** One operator of a graph. */
export interface NodeSpec {
  readonly operator: string;
  /** Operator set, '' for the standard one. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** An input or output; a text as size names a dimension that may vary. */
export interface TensorSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

/** A constant of the graph. */
export interface ConstantSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | BigInt64Array;
}

/** A whole model. */
export interface ModelSpec {
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly NodeSpec[];
  readonly constants?: readonly ConstantSpec[];
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Version of each operator set that the nodes use. */
  readonly operatorSets: Readonly<Record<string, number>>;
  /** Texts for whoever reads the file without Furrow. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** ONNX IR version 8 (ONNX 1.10 and later): old enough for every runtime in use, new enough for the operators. */
const IR_VERSION = 8;

/**
 * The bytes of an ONNX file (message ModelProto of onnx.proto3, ONNX 1.16). Deterministic: the same model gives the
 * same bytes.
 */
export function encodeModel(model: ModelSpec): Uint8Array {
  const writer = new MessageWriter().int(1, IR_VERSION).text(2, 'Furrow').message(7, graphOf(model));
  for (const [domain, version] of Object.entries(model.operatorSets)) writer.message(8, new MessageWriter().text(1, domain).int(2, version));
  for (const [key, value] of Object.entries(model.metadata)) writer.message(14, new MessageWriter().text(1, key).text(2, value));
  return writer.finish();
}

function graphOf(model: ModelSpec): MessageWriter {
  const graph = new MessageWriter();
  for (const node of model.nodes) graph.message(1, nodeOf(node));
  graph.text(2, model.name);
  for (const constant of model.constants ?? []) graph.message(5, constantOf(constant));
  graph.text(10, model.description);
  for (const input of model.inputs) graph.message(11, valueOf(input));
  for (const output of model.outputs) graph.message(12, valueOf(output));
  return graph;
}

function nodeOf(node: NodeSpec): MessageWriter {
  const writer = new MessageWriter();
  for (const input of node.inputs) writer.text(1, input);
  for (const output of node.outputs) writer.text(2, output);
  writer.text(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes ?? {})) writer.message(5, attributeOf(name, value));
  if (node.domain) writer.text(7, node.domain);
  return writer;
}

function attributeOf(name: string, value: AttributeValue): MessageWriter {
  const writer = new MessageWriter().text(1, name);
  if ('float' in value) return writer.float(2, value.float).int(20, 1);
  if ('int' in value) return writer.int(3, value.int).int(20, 2);
  if ('text' in value) return writer.text(4, value.text).int(20, 3);
  if ('floats' in value) return writer.floats(7, value.floats).int(20, 6);
  if ('ints' in value) return writer.ints(8, value.ints).int(20, 7);
  for (const text of value.texts) writer.text(9, text);
  return writer.int(20, 8);
}

function constantOf(constant: ConstantSpec): MessageWriter {
  const type = ELEMENT_TYPES[elementOf(constant.data)];
  const raw = new Uint8Array(constant.data.buffer, constant.data.byteOffset, constant.data.byteLength);
  return new MessageWriter().ints(1, constant.shape).int(2, type).text(8, constant.name).bytes(9, raw);
}

function elementOf(data: ConstantSpec['data']): ElementType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Float64Array ? 'float64' : 'int64';
}

function valueOf(tensor: TensorSpec): MessageWriter {
  const shape = new MessageWriter();
  for (const size of tensor.shape) {
    const dimension = new MessageWriter();
    shape.message(1, typeof size === 'number' ? dimension.int(1, size) : dimension.text(2, size));
  }
  const type = new MessageWriter().int(1, ELEMENT_TYPES[tensor.type]).message(2, shape);
  return new MessageWriter().text(1, tensor.name).message(2, new MessageWriter().message(1, type));
}
