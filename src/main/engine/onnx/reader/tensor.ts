import { type Field, fieldsOf, intsOf, textOf } from './protobuf.ts';

/** Names of the element types of TensorProto.DataType (onnx.proto3), by their numbers. */
const ELEMENTS = [
  'undefined', 'float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'string', 'bool', 'float16', 'float64', 'uint32', 'uint64', 'complex64', 'complex128', 'bfloat16',
] as const;

/** A constant of a graph without its numbers. */
export interface TensorProto {
  readonly name: string;
  readonly element: string;
  readonly shape: readonly number[];
  /** Bytes of its numbers in the file. */
  readonly bytes: number;
  /** Where its numbers lie instead, when they are not in the file; null when they are. */
  readonly external: string | null;
}

/** An input or output: its size in each direction, a text where it may vary, null where the file does not say. */
export interface ValueProto {
  readonly name: string;
  readonly element: string;
  readonly shape: readonly (number | string)[] | null;
}

/** TensorProto: dims 1, data_type 2, data 4–7, 9–11, name 8, external_data 13, data_location 14. @throws RangeError */
export function decodeTensor(bytes: Uint8Array): TensorProto {
  const fields = [...fieldsOf(bytes)];
  const shape = fields.filter(({ number }) => number === 1).flatMap((field) => (field.bytes.length > 0 ? intsOf(field.bytes) : [field.value]));
  const held = fields.filter(({ number }) => [4, 5, 6, 7, 9, 10, 11].includes(number)).reduce((sum, field) => sum + field.bytes.length, 0);
  const places = fields.filter(({ number }) => number === 13);
  const isExternal = places.length > 0 || fields.some(({ number, value }) => number === 14 && value === 1);
  return { name: textIn(fields, 8), element: elementName(valueIn(fields, 2)), shape, bytes: held, external: isExternal ? locationOf(places) : null };
}

/** ValueInfoProto: name 1, type 2 → tensor_type 1 → elem_type 1, shape 2 → dim 1 → dim_value 1 or dim_param 2. @throws RangeError */
export function decodeValue(bytes: Uint8Array): ValueProto {
  const fields = [...fieldsOf(bytes)];
  const type = messageIn(fields, 2);
  const tensor = type ? messageIn(type, 1) : null;
  const shape = tensor ? messageIn(tensor, 2) : null;
  return {
    name: textIn(fields, 1),
    element: tensor ? elementName(valueIn(tensor, 1)) : 'no tensor',
    shape: shape ? shape.filter(({ number }) => number === 1).map((dimension) => sizeOf([...fieldsOf(dimension.bytes)])) : null,
  };
}

function sizeOf(dimension: readonly Field[]): number | string {
  const value = dimension.find(({ number }) => number === 1);
  return value ? value.value : textIn(dimension, 2) || '?';
}

function locationOf(places: readonly Field[]): string {
  const entries = places.map((field) => [...fieldsOf(field.bytes)]);
  const location = entries.find((entry) => textIn(entry, 1) === 'location');
  return location ? textIn(location, 2) : 'another file';
}

function elementName(code: number): string {
  return ELEMENTS[code] ?? `type ${code}`;
}

function messageIn(fields: readonly Field[], number: number): Field[] | null {
  const field = fields.find((candidate) => candidate.number === number);
  return field ? [...fieldsOf(field.bytes)] : null;
}

function textIn(fields: readonly Field[], number: number): string {
  const field = fields.find((candidate) => candidate.number === number);
  return field ? textOf(field.bytes) : '';
}

function valueIn(fields: readonly Field[], number: number): number {
  return fields.find((candidate) => candidate.number === number)?.value ?? 0;
}
