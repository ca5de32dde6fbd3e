import { z } from 'zod';

/** The data types that Furrow reads and writes, named as GDAL and numpy do. */
export const DTYPES = ['uint8', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'] as const;
export const dtypeSchema = z.enum(DTYPES);
export type Dtype = (typeof DTYPES)[number];

export type TypedArray = Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const CONSTRUCTORS = {
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export type ArrayOf<D extends Dtype> = InstanceType<(typeof CONSTRUCTORS)[D]>;

/** A new typed array of `length` elements, all zero. */
export function arrayOf<D extends Dtype>(dtype: D, length: number): ArrayOf<D> {
  return new CONSTRUCTORS[dtype](length) as ArrayOf<D>;
}

/** Bytes of one element. */
export function bytesOf(dtype: Dtype): number {
  return CONSTRUCTORS[dtype].BYTES_PER_ELEMENT;
}
