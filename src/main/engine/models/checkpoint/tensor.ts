import type { StorageType, TensorReference } from './pickle-value.ts';

/** A tensor of a checkpoint: row-major data; half-precision numbers are widened to float32, which holds them exactly, and float64 rounded to it. */
export interface CheckpointTensor {
  readonly dtype: StorageType;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** Bytes of a number. */
export const ITEM_BYTES: Readonly<Record<StorageType, number>> = { float32: 4, float64: 8, float16: 2, bfloat16: 2, int64: 8 };

/** Elements of a shape. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Reads a tensor out of the bytes of its storage, which must be as long as the reference says. Little-endian. @throws RangeError for a float64 that float32 cannot hold */
export function materialise({ storage, offset, shape, strides }: TensorReference, bytes: Uint8Array): CheckpointTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = elementsOf(shape);
  const { dtype } = storage;
  if (dtype === 'int64') {
    const data = new BigInt64Array(count);
    walk(shape, strides, offset, (from, to) => (data[to] = view.getBigInt64(from * 8, true)));
    return { dtype, shape, data };
  }
  const data = new Float32Array(count);
  const read = FLOATS[dtype];
  walk(shape, strides, offset, (from, to) => (data[to] = read(view, from)));
  return { dtype, shape, data };
}

const FLOATS: Readonly<Record<Exclude<StorageType, 'int64'>, (view: DataView, index: number) => number>> = {
  float32: (view, index) => view.getFloat32(index * 4, true),
  float64: (view, index) => singleOf(view.getFloat64(index * 8, true)),
  float16: (view, index) => halfOf(view.getUint16(index * 2, true)),
  bfloat16: (view, index) => brainOf(view.getUint16(index * 2, true)),
};

/** Rounded to the nearest float32. @throws RangeError where that is infinite and the number is not */
function singleOf(value: number): number {
  const rounded = Math.fround(value);
  if (Number.isFinite(value) && !Number.isFinite(rounded)) throw new RangeError(`it holds ${value}, which is too large for float32`);
  return rounded;
}

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const widened = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function brainOf(bits: number): number {
  widened.setUint32(0, bits * 0x1_0000);
  return widened.getFloat32(0);
}

/** Visits the elements in row-major order with their places in the storage. */
function walk(shape: readonly number[], strides: readonly number[], offset: number, visit: (from: number, to: number) => void): void {
  const count = elementsOf(shape);
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let to = 0; to < count; to++) {
    visit(from, to);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
}
