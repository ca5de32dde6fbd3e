/** Length of the header of a GeoPackage geometry before its envelope (OGC 12-128r18, section 2.1.3). */
const HEADER = 8;
/** Bytes of the envelope by its code in the header's flags. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];
const POINT = 1;
const LINE = 2;
const POLYGON = 3;
/** From here on: geometries made of geometries. */
const MULTI_POINT = 4;
/** EWKB's flags for a CRS, M and Z; ISO counts thousands instead. */
const EWKB_SRID = 0x20000000;
const EWKB_M = 0x40000000;
const EWKB_Z = 0x80000000;

/** One ring: points `start` to `end` (exclusive, in points) of the buffer; the first begins a polygon, its holes follow. */
export interface RingSpan {
  readonly start: number;
  readonly end: number;
  readonly exterior: boolean;
}

/**
 * The rings of many polygons with all their coordinates in one array, so that they can be transformed in one call and
 * no object is made per point.
 */
export class RingBuffer {
  /** x before y; the first `points` pairs count. */
  xy = new Float64Array(8192);
  points = 0;
  readonly rings: RingSpan[] = [];

  /**
   * Appends the rings of a GeoPackage geometry; heights and measures are dropped. Points and lines among them add nothing.
   * @throws RangeError when the bytes end too soon
   * @returns index of the first ring and of the one after the last
   */
  add(geometry: Uint8Array): { readonly from: number; readonly to: number } {
    const flags = geometry[3] ?? 0;
    return this.addWkb(geometry, HEADER + (ENVELOPE_BYTES[(flags >> 1) & 7] ?? 0));
  }

  /** The same for well-known binary that begins `at` a byte. */
  addWkb(wkb: Uint8Array, at = 0): { readonly from: number; readonly to: number } {
    const from = this.rings.length;
    this.#addGeometry(new WkbReader(wkb, at));
    return { from, to: this.rings.length };
  }

  #addGeometry(reader: WkbReader): void {
    const { type, ordinates } = reader.head();
    if (type === POINT) reader.skip(ordinates * 8);
    else if (type === LINE) reader.skip(reader.count() * ordinates * 8);
    const count = type === POLYGON || type >= MULTI_POINT ? reader.count() : 0;
    for (let i = 0; i < count; i++) {
      if (type === POLYGON) this.#addRing(reader, ordinates, i === 0);
      else this.#addGeometry(reader);
    }
  }

  #addRing(reader: WkbReader, ordinates: number, exterior: boolean): void {
    const count = reader.count();
    reader.expect(count * ordinates * 8);
    const start = this.points;
    this.#reserve(start + count);
    for (let i = 0; i < count; i++) {
      this.xy[(start + i) * 2] = reader.number();
      this.xy[(start + i) * 2 + 1] = reader.number();
      reader.skip((ordinates - 2) * 8);
    }
    this.points = start + count;
    this.rings.push({ start, end: this.points, exterior });
  }

  #reserve(points: number): void {
    if (points * 2 <= this.xy.length) return;
    const grown = new Float64Array(Math.max(points * 2, this.xy.length * 2));
    grown.set(this.xy.subarray(0, this.points * 2));
    this.xy = grown;
  }
}

/** Reads well-known binary (OGC 06-103r4, section 8), in either byte order. */
class WkbReader {
  readonly #view: DataView;
  #at: number;
  #little = true;

  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** Type without dimensions, and ordinates per point. */
  head(): { readonly type: number; readonly ordinates: number } {
    this.#little = this.#view.getUint8(this.#at) === 1;
    this.#at += 1;
    const code = this.count();
    if ((code & EWKB_SRID) !== 0) this.skip(4);
    const plain = (code & 0x0fffffff) >>> 0;
    const iso = Math.floor(plain / 1000);
    const extended = ((code & EWKB_Z) !== 0 ? 1 : 0) + ((code & EWKB_M) !== 0 ? 1 : 0);
    return { type: plain % 1000, ordinates: 2 + extended + (iso === 3 ? 2 : iso > 0 ? 1 : 0) };
  }

  count(): number {
    const value = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    return value;
  }

  number(): number {
    const value = this.#view.getFloat64(this.#at, this.#little);
    this.#at += 8;
    return value;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  /** Refuses a count that the bytes cannot hold, before memory is taken for it. */
  expect(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw new RangeError('the geometry ends too soon');
  }
}
