/** A field of a message: its number and, by wire type, a number or the bytes of a text, message or packed list. */
export interface Field {
  readonly number: number;
  /** Varint (as a double; exact up to 2⁵³) or fixed 32-bit float. */
  readonly value: number;
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const utf8 = new TextDecoder();

/**
 * The fields of a Protocol Buffers message, without copying. Lengths are checked before they are used, so a file that is
 * cut short or made up ends in a RangeError and in nothing worse.
 * @throws RangeError when the bytes are no message
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const cursor = new Cursor(message);
  while (!cursor.atEnd) {
    const tag = cursor.varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, value: cursor.varint(), bytes: NOTHING };
        break;
      case 1:
        cursor.take(8);
        break;
      case 2:
        yield { number, value: 0, bytes: cursor.take(cursor.varint()) };
        break;
      case 5:
        yield { number, value: floatsOf(cursor.take(4))[0] ?? 0, bytes: NOTHING };
        break;
      default:
        throw new RangeError(`wire type ${tag % 8} at byte ${cursor.position}`);
    }
  }
}

/** Text of a length-delimited field. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** Packed varints. */
export function intsOf(bytes: Uint8Array): number[] {
  const cursor = new Cursor(bytes);
  const values: number[] = [];
  while (!cursor.atEnd) values.push(cursor.varint());
  return values;
}

/** Packed little-endian float32. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes of float32`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
}

class Cursor {
  readonly #bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  /** Negative int64 come as their two's complement wraps them, rounded to a double: large, and so refused as an index. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.#bytes[this.position++];
      if (byte === undefined) throw new RangeError('the message ends inside a number');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
    throw new RangeError(`a number of more than 10 bytes at byte ${this.position}`);
  }

  take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.#bytes.length) throw new RangeError(`${length} bytes wanted at byte ${this.position} of ${this.#bytes.length}`);
    const bytes = this.#bytes.subarray(this.position, end);
    this.position = end;
    return bytes;
  }
}
