import type { CatalogEvent } from './contract.ts';
import type { Store } from './store.ts';

/** How many events are kept at least; who was away for longer reads the lists again. */
export const EVENTS_KEPT = 10_000;
/** Old events are dropped in lots, so that not every emit deletes. */
const LOT = 500;

/** The bounded log of what happened in the catalog, and its listeners. */
export class EventLog {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #listeners = new Set<(event: CatalogEvent) => void>();

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** Appends an event; the listeners hear of it once the running transaction is committed, and never when it is not. */
  emit(type: string, payload: Readonly<Record<string, unknown>>): void {
    const at = this.#now().toISOString();
    this.#store.transaction(() => {
      const row = this.#store.first('INSERT INTO event (at, type, payload) VALUES (:at, :type, :payload) RETURNING seq', { at, type, payload: JSON.stringify(payload) });
      const seq = Number(row?.['seq']);
      if (seq % LOT === 0) this.#store.run('DELETE FROM event WHERE seq <= :last', { last: seq - EVENTS_KEPT });
      this.#store.afterCommit(() => this.#tell({ seq, at, type, payload }));
    });
  }

  since(seq: number): CatalogEvent[] {
    return this.#store.all('SELECT seq, at, type, payload FROM event WHERE seq > :seq ORDER BY seq', { seq }).map((row) => ({
      seq: Number(row['seq']),
      at: String(row['at']),
      type: String(row['type']),
      payload: JSON.parse(String(row['payload'])) as Record<string, unknown>,
    }));
  }

  /** @returns stops the listening */
  listen(listener: (event: CatalogEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event: CatalogEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
