/** Records whose JSON is longer are kept once they were read: a map of 50 000 classes takes a tenth of a second to parse and check. */
const LARGE_CHARS = 200_000;
/** How many are kept; the one that was not asked for the longest goes first. */
const KEPT = 4;

/** Large records as they were last read or written, frozen down to their lists since all who ask share them. */
export class LargeRecords<R extends { readonly id: string }> {
  /** The longest unused come first. */
  readonly #records = new Map<string, R>();

  find(id: string): R | null {
    const record = this.#records.get(id);
    if (!record) return null;
    this.#records.delete(id);
    this.#records.set(id, record);
    return record;
  }

  /** Keeps a record whose JSON has `chars` characters, if that is many. */
  keep(record: R, chars: number): void {
    if (chars < LARGE_CHARS) return;
    this.#records.set(record.id, frozen(record));
    for (const id of [...this.#records.keys()].slice(0, Math.max(0, this.#records.size - KEPT))) this.#records.delete(id);
  }

  drop(id: string): void {
    this.#records.delete(id);
  }
}

/** What lies in lists stays as it is: there are the tens of thousands, and freezing them takes as long as reading them. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
