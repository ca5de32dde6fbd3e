/** Wire types of Protocol Buffers (https://protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const LENGTH = 2;
const FIXED64 = 1;
const FIXED32 = 5;

const utf8 = new TextEncoder();

/** Writes one Protocol Buffers message, field by field; what ONNX and vector tiles need of the encoding and no more. */
export class MessageWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  /** A whole number; negative ones take ten bytes, as int64 does. */
  int(field: number, value: number): this {
    this.#tag(field, VARINT);
    this.#varint(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, LENGTH);
    this.#varint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  message(field: number, message: MessageWriter): this {
    return this.bytes(field, message.finish());
  }

  float(field: number, value: number): this {
    this.#tag(field, FIXED32);
    this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  double(field: number, value: number): this {
    this.#tag(field, FIXED64);
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  /** Whole numbers, packed. */
  ints(field: number, values: ArrayLike<number>): this {
    const packed = new MessageWriter();
    for (let i = 0; i < values.length; i++) packed.#varint(values[i] as number);
    return this.bytes(field, packed.finish());
  }

  /** Float32, packed. */
  floats(field: number, values: ArrayLike<number>): this {
    const packed = new Uint8Array(values.length * 4);
    const view = new DataView(packed.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i] as number, true);
    return this.bytes(field, packed);
  }

  /** The message; the writer must not be used any more. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType);
  }

  #varint(value: number): void {
    this.#reserve(10);
    if (value < 0) return this.#negative(value);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  #negative(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80n) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
