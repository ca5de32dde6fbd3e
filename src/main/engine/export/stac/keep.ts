import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../../shared/records/record-base.ts';
import { writeJsonAtomic } from '../../workspace/atomic.ts';
import type { CatalogEvent } from '../../catalog/contract.ts';
import { StacIndex } from './stac-index.ts';
import type { StacSource } from './stac-part.ts';
import { type Touched, updateStac, writeStac } from './write.ts';

/** Says up to which event the STAC documents are true. */
const STATE_FILE = 'stac/.state.json';
/** Goes up when the documents of old records would be written differently. */
const WRITER = 1;
/** How long changes are gathered before they are written. */
const GATHER_MS = 200;

interface State {
  readonly writer: number;
  readonly seq: number;
}

/** Keeps the STAC catalog true while the workspace is open. */
export interface StacKeeper extends AsyncDisposable {
  /** Writes what is still to be written. @throws AppError DISK_FULL, FILE_NOT_ALLOWED */
  flush(): Promise<void>;
}

/**
 * Brings the STAC catalog up to date with what happened since it was last written (everything, where that is not known)
 * and then follows the catalog's events. A failure (a full disk) does not keep the workspace from being used: it is emitted
 * as `stac.failed`, and what was not written is tried again with the next change.
 */
export async function keepStac(source: StacSource): Promise<StacKeeper> {
  const keeper = new CatalogFollower(source);
  await keeper.followUp();
  return keeper;
}

class CatalogFollower implements StacKeeper {
  readonly #source: StacSource;
  #index: StacIndex;
  readonly #stop: () => void;
  readonly #touched = new Map<string, Touched>();
  #isComplete = true;
  #seq = 0;
  #timer: NodeJS.Timeout | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(source: StacSource) {
    this.#source = source;
    this.#index = new StacIndex(source);
    this.#catchUp(readState(source));
    this.#stop = source.catalog.onEvent((event) => {
      this.#note(event);
      if (this.#touched.size > 0) this.#timer ??= setTimeout(() => void this.followUp(), GATHER_MS).unref();
    });
  }

  flush(): Promise<void> {
    // A failure of an earlier write must not keep this one from being tried.
    const next = this.#queue.catch(() => undefined).then(() => this.#write());
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.flush();
  }

  #catchUp(state: State | null): void {
    const events = this.#source.catalog.eventsSince(state === null ? 0 : state.seq - 1);
    // The last event that was written must be in the log still: a gap, or a catalog restored from a copy, tells too little.
    this.#isComplete = state !== null && (state.seq === 0 ? (events[0]?.seq ?? 1) === 1 : events[0]?.seq === state.seq);
    for (const event of events) if (state === null || event.seq > state.seq) this.#note(event);
    this.#seq = events.at(-1)?.seq ?? 0;
  }

  #note(event: CatalogEvent): void {
    this.#seq = event.seq;
    if (!event.type.startsWith('record.')) return;
    const touched = event.payload as unknown as { kind: RecordKind; id: string };
    this.#touched.set(`${touched.kind}/${touched.id}`, { kind: touched.kind, id: touched.id });
  }

  /** Writes what is to be written, and tells of a failure by an event. */
  async followUp(): Promise<void> {
    this.#timer = null;
    try {
      await this.flush();
    } catch (thrown) {
      const error = toAppError(thrown);
      this.#source.catalog.emit('stac.failed', { code: error.code, message: error.message, action: error.action });
    }
  }

  async #write(): Promise<void> {
    if (this.#isComplete && this.#touched.size === 0) return;
    const [seq, touched, isComplete] = [this.#seq, [...this.#touched.values()], this.#isComplete];
    this.#touched.clear();
    this.#isComplete = true;
    try {
      if (isComplete) await updateStac(this.#source, touched, this.#index);
      else await writeStac(this.#source, this.#index);
      await writeJsonAtomic(join(this.#source.workspace.folder, STATE_FILE), { writer: WRITER, seq } satisfies State);
    } catch (thrown) {
      // What the index took up may not be what was written.
      this.#index = new StacIndex(this.#source);
      this.#isComplete = this.#isComplete && isComplete;
      for (const record of touched) this.#touched.set(`${record.kind}/${record.id}`, record);
      throw thrown;
    }
  }
}

function readState(source: StacSource): State | null {
  const path = join(source.workspace.folder, STATE_FILE);
  if (!existsSync(path)) return null;
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as Partial<State>;
    return state.writer === WRITER && typeof state.seq === 'number' ? { writer: WRITER, seq: state.seq } : null;
  } catch {
    // The state only saves work: without it everything is written anew.
    return null;
  }
}
