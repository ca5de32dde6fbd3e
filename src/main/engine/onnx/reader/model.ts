import { type Field, fieldsOf, floatsOf, intsOf, textOf } from './protobuf.ts';

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
}

/** What Furrow looks at in an ONNX file without running it. */
export interface ModelProto {
  readonly nodes: readonly NodeProto[];
  /** Names of the graph's inputs and outputs. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads an ONNX file's graph (onnx.proto3). @throws RangeError when the bytes are no ONNX model */
export function decodeModel(bytes: Uint8Array): ModelProto {
  const metadata = new Map<string, string>();
  let graph: Uint8Array | null = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 7) graph = field.bytes;
    if (field.number === 14) metadata.set(firstText(field.bytes, 1), firstText(field.bytes, 2));
  }
  if (!graph) throw new RangeError('the file holds no graph');
  const fields = [...fieldsOf(graph)];
  return {
    nodes: fields.filter((field) => field.number === 1).map((field) => decodeNode(field.bytes)),
    inputs: fields.filter((field) => field.number === 11).map((field) => firstText(field.bytes, 1)),
    outputs: fields.filter((field) => field.number === 12).map((field) => firstText(field.bytes, 1)),
    metadata,
  };
}

function decodeNode(bytes: Uint8Array): NodeProto {
  const fields = [...fieldsOf(bytes)];
  return {
    operator: textOfField(fields, 4),
    domain: textOfField(fields, 7),
    inputs: textsOfField(fields, 1),
    outputs: textsOfField(fields, 2),
    attributes: new Map(fields.filter((field) => field.number === 5).map((field) => [firstText(field.bytes, 1), decodeAttribute(field.bytes)])),
  };
}

function decodeAttribute(bytes: Uint8Array): AttributeProto {
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
  };
}

function pushAll(target: number[], values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) target.push(values[i] as number);
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
