/** One file of an archive. */
export interface ZipEntry {
  /** With forward slashes; ASCII or UTF-8. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1980-01-01, the earliest date that the format knows: the same files give the same archive. */
const DOS_DATE = 0x21;
/** General purpose bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3.3) with its files stored as they are: pictures do not get smaller.
 * No ZIP64: files and archive stay below 4 GB.
 */
export function storedZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const files = entries.map(({ name, bytes }) => ({ name: new TextEncoder().encode(name), bytes, crc: crc32(bytes) }));
  const locals = files.map((file) => [record(0x04034b50, file), file.bytes]);
  let offset = 0;
  const central = files.map((file, i) => {
    const entry = record(0x02014b50, file, offset);
    offset += (locals[i] ?? []).reduce((sum, part) => sum + part.length, 0);
    return entry;
  });
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return joined([...locals.flat(), ...central, new Uint8Array(end.buffer)]);
}

interface File {
  readonly name: Uint8Array;
  readonly bytes: Uint8Array;
  readonly crc: number;
}

/** A local header (30 bytes) or, with the offset of its file, a line of the central directory (46 bytes), and the name. */
function record(signature: number, { name, bytes, crc }: File, offset?: number): Uint8Array {
  const isCentral = offset !== undefined;
  const view = new DataView(new ArrayBuffer((isCentral ? 46 : 30) + name.length));
  let at = 0;
  const put16 = (value: number): void => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const put32 = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  put32(signature);
  if (isCentral) put16(20);
  put16(20);
  put16(UTF8_NAMES);
  put16(0);
  put16(0);
  put16(DOS_DATE);
  put32(crc);
  put32(bytes.length);
  put32(bytes.length);
  put16(name.length);
  put16(0);
  if (isCentral) {
    put16(0);
    put16(0);
    put16(0);
    put32(0);
    put32(offset);
  }
  const result = new Uint8Array(view.buffer);
  result.set(name, at);
  return result;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 as ZIP and PNG have it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
