import { type FileHandle, open } from 'node:fs/promises';

/** What the first directory of a TIFF says about its pixels. */
export interface TiffHeader {
  readonly bitsPerSample: number;
  readonly samplesPerPixel: number;
  /** TIFF tag 262; 3 is a palette. */
  readonly photometric: number;
}

/** TIFF tag 262's value for palette colour (TIFF 6.0, PhotometricInterpretation). */
export const PALETTE_COLOUR = 3;

const BITS = 258;
const PHOTOMETRIC = 262;
const SAMPLES = 277;
const MAX_TAGS = 512;

/** Reads the first directory of a TIFF or BigTIFF without GDAL, to recognise products cheaply; null for other files. */
export async function readTiffHeader(path: string): Promise<TiffHeader | null> {
  const file = await open(path, 'r');
  try {
    const head = await read(file, 0, 16);
    const little = head.length === 16 && head.toString('latin1', 0, 2) === 'II';
    if (head.length < 16 || (!little && head.toString('latin1', 0, 2) !== 'MM')) return null;
    const view = new View(head, little);
    const big = view.u16(2) === 43;
    if (!big && view.u16(2) !== 42) return null;
    return await readDirectory(file, big ? view.u64(8) : view.u32(4), big, little);
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle, offset: number, big: boolean, little: boolean): Promise<TiffHeader | null> {
  const countBytes = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const bytes = await read(file, offset, countBytes + MAX_TAGS * entryBytes);
  if (bytes.length < countBytes) return null;
  const view = new View(bytes, little);
  const count = Math.min(big ? view.u64(0) : view.u16(0), MAX_TAGS);
  const values = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const at = countBytes + i * entryBytes;
    if (at + entryBytes > bytes.length) return null;
    // A short's first value lies in the entry itself unless there are too many of them; then they are all alike and 8 or more.
    const fits = (big ? view.u64(at + 4) : view.u32(at + 4)) <= (big ? 4 : 2);
    values.set(view.u16(at), fits ? view.u16(at + (big ? 12 : 8)) : 0);
  }
  return { bitsPerSample: values.get(BITS) ?? 1, samplesPerPixel: values.get(SAMPLES) ?? 1, photometric: values.get(PHOTOMETRIC) ?? 0 };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Numbers of a buffer in either byte order. */
class View {
  readonly #bytes: Buffer;
  readonly #little: boolean;

  constructor(bytes: Buffer, little: boolean) {
    this.#bytes = bytes;
    this.#little = little;
  }

  u16(at: number): number {
    return this.#little ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  u32(at: number): number {
    return this.#little ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  u64(at: number): number {
    return Number(this.#little ? this.#bytes.readBigUInt64LE(at) : this.#bytes.readBigUInt64BE(at));
  }
}
