const latin = new TextDecoder('latin1');

/** Reads the arguments of pickle operations; lengths are checked before they are used. */
export class PickleCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** @throws RangeError at the end of the pickle, as all of these */
  uint8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#step(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#step(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }

  /** Big-endian, as pickle has it. */
  float64(): number {
    return this.#view.getFloat64(this.#step(8), false);
  }

  /** Length of 8 bytes. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#step(8), true));
  }

  /** A whole number of `count` bytes, two's complement, little-endian. */
  long(count: number): number | bigint {
    const bytes = this.take(count);
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
    const signed = count === 0 ? 0n : BigInt.asIntN(count * 8, value);
    return signed >= Number.MIN_SAFE_INTEGER && signed <= Number.MAX_SAFE_INTEGER ? Number(signed) : signed;
  }

  /** UTF-8. @throws TypeError when it is none */
  text(length: number): string {
    return new TextDecoder('utf-8', { fatal: true }).decode(this.take(length));
  }

  /** Up to and without the next line feed. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.position);
    if (end < 0) throw new RangeError(`the pickle ends inside a name at byte ${this.position}`);
    const line = latin.decode(this.#bytes.subarray(this.position, end));
    this.position = end + 1;
    return line;
  }

  take(count: number): Uint8Array {
    const start = this.#step(count);
    return this.#bytes.subarray(start, start + count);
  }

  #step(count: number): number {
    const start = this.position;
    if (start + count > this.#bytes.length) throw new RangeError(`the pickle ends at byte ${this.#bytes.length}, and ${count} bytes are wanted at byte ${start}`);
    this.position = start + count;
    return start;
  }
}
