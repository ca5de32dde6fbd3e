/** What the pixels of one parcel say: a count and a sum of confidence (percent) per class, and pixels without a class. */
export interface ZonePixels {
  readonly byClass: Uint32Array;
  readonly confidence: Uint32Array;
  /** No data, or outside the cropland mask. */
  readonly unclassified: number;
}

/**
 * Counts the classes of many parcels, pixels wholly inside apart from those on the edge, in flat arrays: a parcel may
 * be met in several tiles, and a country has millions of them.
 */
export class ZoneCounts {
  readonly #classes: number;
  readonly #byClass: Uint32Array;
  readonly #confidence: Uint32Array;
  readonly #unclassified: Uint32Array;
  readonly #slots = new Map<number, number>();

  /** @param zones most parcels that will be counted */
  constructor(zones: number, classes: number) {
    this.#classes = classes;
    this.#byClass = new Uint32Array(zones * 2 * classes);
    this.#confidence = new Uint32Array(zones * 2 * classes);
    this.#unclassified = new Uint32Array(zones * 2);
  }

  /** Bytes that the counts of `zones` parcels take. */
  static bytes(zones: number, classes: number): number {
    return zones * 2 * (2 * classes + 1) * 4;
  }

  /** Remembers that a parcel lies on the map, even where no pixel's centre is in it. */
  meet(fid: number): number {
    const slot = this.#slots.get(fid) ?? this.#slots.size;
    this.#slots.set(fid, slot);
    return slot;
  }

  /**
   * Counts one pixel of the parcel with this slot.
   * @param classIndex −1 for a pixel without a class
   */
  add(slot: number, where: 'inside' | 'edge', classIndex: number, confidence: number): void {
    const row = 2 * slot + (where === 'edge' ? 1 : 0);
    if (classIndex < 0) {
      this.#unclassified[row] = (this.#unclassified[row] ?? 0) + 1;
      return;
    }
    const at = row * this.#classes + classIndex;
    this.#byClass[at] = (this.#byClass[at] ?? 0) + 1;
    this.#confidence[at] = (this.#confidence[at] ?? 0) + confidence;
  }

  /** The pixels of a parcel; null for one that lies beside the map. */
  of(fid: number): { readonly inside: ZonePixels; readonly edge: ZonePixels } | null {
    const slot = this.#slots.get(fid);
    return slot === undefined ? null : { inside: this.#row(2 * slot), edge: this.#row(2 * slot + 1) };
  }

  #row(row: number): ZonePixels {
    const [from, to] = [row * this.#classes, (row + 1) * this.#classes];
    return { byClass: this.#byClass.subarray(from, to), confidence: this.#confidence.subarray(from, to), unclassified: this.#unclassified[row] ?? 0 };
  }
}
