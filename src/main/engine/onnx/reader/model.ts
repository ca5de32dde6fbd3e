import { type Field, fieldsOf, floatsOf, intsOf, textOf } from './protobuf.ts';
import { decodeTensor, decodeValue, type TensorProto, type ValueProto } from './tensor.ts';

/** An operator as an ONNX file has it. */
export interface NodeProto {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeProto>;
}

/** Attribute of an operator; the members that its type does not use are empty. */
export interface AttributeProto {
  readonly int: number;
  readonly float: number;
  readonly text: string;
  readonly ints: readonly number[];
  readonly floats: Float32Array;
  readonly texts: readonly string[];
  /** Constants of the attribute, without their numbers. */
  readonly tensors: readonly TensorProto[];
  /** Bodies of `If`, `Loop` and `Scan`. */
  readonly graphs: readonly GraphProto[];
}

/** A graph, or the body of an operator that holds one. */
export interface GraphProto {
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
}

/** What Furrow looks at in an ONNX file without running it. */
export interface ModelProto {
  readonly nodes: readonly NodeProto[];
  /** Names of the graph's inputs and outputs. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Version of the file format (onnx.proto3 `Version`). */
  readonly irVersion: number;
  /** Program that wrote it, with its version. */
  readonly producer: string;
  /** Version by domain of operators; '' for the standard one. */
  readonly operatorSets: ReadonlyMap<string, number>;
  readonly graph: GraphProto;
  /** Domains of operators that the file defines itself. */
  readonly functions: readonly { readonly domain: string; readonly name: string; readonly nodes: readonly NodeProto[] }[];
}

/** Graphs within graphs; a real model has two or three. */
const DEEPEST = 16;

/** Reads an ONNX file's graph (onnx.proto3). @throws RangeError when the bytes are no ONNX model */
export function decodeModel(bytes: Uint8Array): ModelProto {
  const fields = [...fieldsOf(bytes)];
  const body = fields.findLast(({ number }) => number === 7);
  if (!body) throw new RangeError('the file holds no graph');
  const graph = decodeGraph(body.bytes, 0);
  const numbered = (number: number): Field[] => fields.filter((field) => field.number === number);
  return {
    nodes: graph.nodes,
    inputs: graph.inputs.map(({ name }) => name),
    outputs: graph.outputs.map(({ name }) => name),
    metadata: new Map(numbered(14).map((field) => [firstText(field.bytes, 1), firstText(field.bytes, 2)])),
    irVersion: numbered(1)[0]?.value ?? 0,
    producer: [textOfField(fields, 2), textOfField(fields, 3)].filter((text) => text !== '').join(' '),
    operatorSets: new Map(numbered(8).map((field) => [standardDomain(firstText(field.bytes, 1)), firstInt(field.bytes, 2)])),
    graph,
    functions: numbered(25).map((field) => decodeFunction(field.bytes)),
  };
}

/** “ai.onnx” is another name of the standard domain ''. */
export function standardDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function decodeGraph(bytes: Uint8Array, depth: number): GraphProto {
  if (depth > DEEPEST) throw new RangeError(`graphs within graphs, more than ${DEEPEST} deep`);
  const fields = [...fieldsOf(bytes)];
  const numbered = (number: number): Field[] => fields.filter((field) => field.number === number);
  return {
    nodes: numbered(1).map((field) => decodeNode(field.bytes, depth)),
    // Sparse ones (15) hold their values as such a tensor in their first field.
    initializers: [...numbered(5).map((field) => decodeTensor(field.bytes)), ...numbered(15).flatMap((field) => [...fieldsOf(field.bytes)].filter(({ number }) => number === 1).map((values) => decodeTensor(values.bytes)))],
    inputs: numbered(11).map((field) => decodeValue(field.bytes)),
    outputs: numbered(12).map((field) => decodeValue(field.bytes)),
  };
}

/** FunctionProto: name 1, nodes 7, domain 10. */
function decodeFunction(bytes: Uint8Array): ModelProto['functions'][number] {
  const fields = [...fieldsOf(bytes)];
  return { name: textOfField(fields, 1), domain: standardDomain(textOfField(fields, 10)), nodes: fields.filter(({ number }) => number === 7).map((field) => decodeNode(field.bytes, 0)) };
}

function decodeNode(bytes: Uint8Array, depth: number): NodeProto {
  const fields = [...fieldsOf(bytes)];
  return {
    operator: textOfField(fields, 4),
    domain: textOfField(fields, 7),
    inputs: textsOfField(fields, 1),
    outputs: textsOfField(fields, 2),
    attributes: new Map(fields.filter((field) => field.number === 5).map((field) => [firstText(field.bytes, 1), decodeAttribute(field.bytes, depth)])),
  };
}

function decodeAttribute(bytes: Uint8Array, depth: number): AttributeProto {
  const fields = [...fieldsOf(bytes)];
  // Lists come packed (proto3) or one by one (proto2): both are read.
  const ints: number[] = [];
  const floats: number[] = [];
  for (const field of fields) {
    if (field.number === 8) pushAll(ints, field.bytes.length > 0 ? intsOf(field.bytes) : [field.value]);
    if (field.number === 7) pushAll(floats, field.bytes.length > 0 ? floatsOf(field.bytes) : [field.value]);
  }
  return {
    int: fields.find((field) => field.number === 3)?.value ?? 0,
    float: fields.find((field) => field.number === 2)?.value ?? 0,
    text: textOfField(fields, 4),
    ints,
    floats: Float32Array.from(floats),
    texts: textsOfField(fields, 9),
    tensors: fields.filter(({ number }) => number === 5 || number === 10).map((field) => decodeTensor(field.bytes)),
    graphs: fields.filter(({ number }) => number === 6 || number === 11).map((field) => decodeGraph(field.bytes, depth + 1)),
  };
}

function pushAll(target: number[], values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) target.push(values[i] as number);
}

function firstInt(bytes: Uint8Array, number: number): number {
  return [...fieldsOf(bytes)].find((field) => field.number === number)?.value ?? 0;
}

function firstText(bytes: Uint8Array, number: number): string {
  return textOfField([...fieldsOf(bytes)], number);
}

function textOfField(fields: readonly Field[], number: number): string {
  const field = fields.find((candidate) => candidate.number === number);
  return field ? textOf(field.bytes) : '';
}

function textsOfField(fields: readonly Field[], number: number): string[] {
  return fields.filter((field) => field.number === number).map((field) => textOf(field.bytes));
}
