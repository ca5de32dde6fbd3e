/** The header is padded to a multiple of this, so that the numbers can be mapped into memory. */
const ALIGNMENT = 64;
const PREFIX_BYTES = 10;

/** The header of a float32 `.npy` file of a shape, row-major (numpy's format 1.0). */
export function npyHeader(shape: readonly number[]): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  const length = Math.ceil((PREFIX_BYTES + text.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX_BYTES;
  const header = Buffer.alloc(PREFIX_BYTES + length, 0x20);
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(text, PREFIX_BYTES, 'latin1');
  header[header.length - 1] = 0x0a;
  return header;
}

/** Bytes before the first number of a file of that shape. */
export function npyHeaderBytes(shape: readonly number[]): number {
  return npyHeader(shape).length;
}
